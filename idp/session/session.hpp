// Session: a signed-in browser. Its cookie's token is new after each sign-in; its id (`sid`) stays.
#pragma once
#include "idp/call/call.hpp"
#include "idp/session/evidence.hpp"
#include "store/accounts.hpp"
#include "store/sessions.hpp"

namespace zugang::idp::session {

/// What people are greeted with: the e-mail address, else the username.
[[nodiscard]] std::string display_name(store::Account const& account);

struct Session {
    store::Session row;
    store::Account account;
    EvidenceList evidence;

    [[nodiscard]] std::string display_name() const { return session::display_name(account); }
};

/// The session of the browser's cookie, its idle end moved on; nothing where there is none.
[[nodiscard]] std::optional<Session> find_session(Call const& call, Services& on);
/// What a new session rests on.
struct NewSession {
    std::string account;
    EvidenceList proofs;           // of the account, from this sign-in and the former session
    std::optional<Session> former; // the browser's present one
    std::string flow;              // this sign-in
    Secret cookie_token;           // from mint_session_token
};

/// The one function that signs a browser in. Renews a session of the same account (the `sid` stays, the cookie's token
/// is new), ends one of another account. Throws std::logic_error without proof of the account, and SignInExpired where
/// the account has another password since, is disabled, or the former session ended on whose proofs this one rests.
[[nodiscard]] store::Session start_session(store::Connection& tx, NewSession const& wanted, Call const& call,
                                           Services& on);
[[nodiscard]] Secret mint_session_token(Services& on);
void set_session_cookie(http::Response& answer, Secret const& token);
/// The cookie the check_session iframe reads in pages of other sites (OpenID Connect Session Management 1.0 §3.3).
void set_state_cookie(http::Response& answer, std::string_view session_id, Services& on);
/// Ends the session and what hangs on it, and clears the cookie in `answer`.
void end_session(Session const& session, http::Response& answer, Call const& call, Services& on);

} // namespace zugang::idp::session
