// next_step: what a sign-in still needs. A pure function over request, session and evidence; steps only return to it.
//
//   create_account ─┐
//   choose_account ─┼─► sign_in ─► new_password ─► consent ─► done
//                   └─────────────────────────────────┘ (a session that suffices skips both)
#pragma once
#include "idp/oauth/authorization_request.hpp"
#include "idp/session/evidence.hpp"
#include <optional>
#include <string>
#include <vector>

namespace zugang::idp::session {

enum class Step { create_account, choose_account, sign_in, new_password, consent, done };

/// The browser's session, as far as the decision needs it.
struct SessionView {
    std::string account;
    Instant auth_time;
    Instant created_at;
};

struct SignInState {
    std::optional<oauth::AuthorizationRequest> request; // nothing: a sign-in to this server's own pages
    std::optional<SessionView> session;
    EvidenceList evidence;                         // of this sign-in
    std::vector<std::string> wrong_accounts;       // of session and evidence: not the person the request is about
    std::optional<std::string> remembered_consent; // consent words the session's account allowed this client
    Instant started_at;
    Instant now;
};

/// The accounts that session and evidence speak of, each once.
[[nodiscard]] std::vector<std::string> accounts_in(SignInState const& state);
[[nodiscard]] Step next_step(SignInState const& state);
/// The account the sign-in is for, once sign_in is behind it: from fresh evidence, else from a session that suffices.
[[nodiscard]] std::optional<std::string> account_of(SignInState const& state);

} // namespace zugang::idp::session
