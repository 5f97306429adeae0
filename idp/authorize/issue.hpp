// What a request gets, once: the grant and its code in one transaction, then the tokens that were asked for beside it
// (RFC 6749 §4.1.2; hybrid and implicit: OIDC Core §3.2.2.5, §3.3.2.5).
#pragma once
#include "idp/authorize/respond.hpp"
#include "idp/session/session.hpp"
#include "store/grants.hpp"

namespace zugang::idp::authorize {

struct Issued {
    store::Grant grant;
    std::optional<std::string> code; // its text; nothing where none was asked for
};

/// Who is answered: somebody's session, and the sign-in that led here (empty: none was needed).
struct Answered {
    session::Session const& session;
    std::string const& flow;
};

/// The one function that makes a grant and its code, for a live session whose proofs suffice for the request. Throws
/// oauth::Error login_required where the session ended meanwhile, or does not suffice.
[[nodiscard]] Issued issue(store::Connection& tx, oauth::AuthorizationRequest const& request, Answered const& whom,
                           Services& on, Instant now);
/// The answer's parameters: the code and the tokens of response_type, signed now that the transaction is through, and
/// session_state.
[[nodiscard]] ResponseParameters parameters_of(oauth::AuthorizationRequest const& request, Issued const& issued,
                                               Services& on, Instant now);

} // namespace zugang::idp::authorize
