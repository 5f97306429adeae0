// Demands: how sure and how fresh a sign-in must be: the strictest of what the server's policy, the account, the client
// and the request ask for (OIDC Core §3.1.2.1 max_age, acr_values; §5.5.1.1; RFC 9470 §4, §5).
#pragma once
#include "idp/oauth/authorization_request.hpp"
#include "idp/oauth/level.hpp"
#include "idp/session/evidence.hpp"
#include <optional>

namespace zugang::idp::session {

/// How sure somebody's sign-in must be.
struct Demands {
    oauth::Level needed = oauth::Level::password; // nothing is answered below it
    oauth::Level wished = oauth::Level::password; // asked for as well; who has no factor for it may put it off
};

/// Which proofs count. What was proved in the sign-in under way always does.
struct Freshness {
    std::string flow;                // the sign-in under way; empty: none
    bool only_this_flow = false;     // prompt=login, max_age=0
    std::optional<Duration> max_age; // how old an event may be
    Instant now;
};

/// The request's own demand; `needed` is oauth::Level::none where it has none.
[[nodiscard]] Demands demands_of(oauth::AuthorizationRequest const& request);
/// The values of an essential acr (claims.id_token.acr); nothing where the request demands none.
[[nodiscard]] std::vector<std::string> const* essential_acr(oauth::AuthorizationRequest const& request);
/// Whether some sign-in here could satisfy the request. Where not, asking the person would be in vain.
[[nodiscard]] bool is_reachable(oauth::AuthorizationRequest const& request);
/// What the token says: the strongest value that the request names and the level fulfils, else the level itself. A
/// client that asked for "mfa" is not answered with a name it may not know.
[[nodiscard]] std::string_view acr_for(oauth::AuthorizationRequest const& request, oauth::Level level);

[[nodiscard]] Freshness freshness_of(oauth::AuthorizationRequest const& request, std::string flow, Instant now);
/// The account's proofs that count.
[[nodiscard]] EvidenceList counting(EvidenceList const& list, std::string_view account, Freshness const& freshness);

} // namespace zugang::idp::session
