// Access tokens (RFC 9068): minted, and verified when they come back (§4).
#pragma once
#include "base/json.hpp"
#include "idp/mint/token_request.hpp"

namespace zugang::idp::mint {

/// typ at+jwt, always ES256: resource servers read it, not the client. `aud` holds the resources, and this server where
/// userinfo is open to it (scope openid) or there is no resource.
[[nodiscard]] std::string mint_access_token(TokenRequest const& request, Services& on, Instant now);

/// What an access token says, its signature, issuer and end checked; nothing was looked up yet.
struct AccessToken {
    std::string id; // jti
    std::string client_id;
    std::string subject;  // as the client knows the person; the client's id where it acts for itself
    std::string grant_id; // empty: the client acts for itself
    std::vector<std::string> audience;
    std::vector<std::string> scope;
    Instant expires_at;
    oauth::Confirmation confirmation;
    Json claims; // all of them

    [[nodiscard]] bool is_for(std::string_view audience_member) const;
};
/// Throws oauth::Error invalid_token for one that is malformed, not ours or expired.
[[nodiscard]] AccessToken read_access_token(std::string_view text, Services& on, Instant now);

struct VerifiedAccessToken {
    AccessToken token;
    std::optional<store::Grant> grant; // not where the client acts for itself
};
/// Nothing where the token or its grant was revoked, the client or the account is gone, or the account is disabled.
[[nodiscard]] std::optional<VerifiedAccessToken> find_live(store::Connection& db, AccessToken const& token,
                                                           Instant now);
/// Throws invalid_token with the words that do not tell why.
[[noreturn]] void refuse_access_token(std::string const& cause);

} // namespace zugang::idp::mint
