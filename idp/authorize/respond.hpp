// The answer to an authorization request: a code or an error, by redirect or form post, always with `iss` (RFC 9207).
#pragma once
#include "idp/call/call.hpp"
#include "idp/oauth/authorization_request.hpp"
#include "idp/oauth/error.hpp"
#include "idp/session/session.hpp"
#include <utility>
#include <vector>

namespace zugang::idp::authorize {

using ResponseParameters = std::vector<std::pair<std::string, std::string>>;

/// `parameters` plus state and iss, sent to the verified redirect in the request's response mode.
[[nodiscard]] http::Response respond(oauth::AuthorizationRequest const& request, ResponseParameters parameters,
                                     Call const& call, Services& on);
[[nodiscard]] http::Response respond_error(oauth::AuthorizationRequest const& request, oauth::Error const& error,
                                           Call const& call, Services& on);
/// The one function that issues a code: makes the grant and the code for a live session. Throws oauth::Error
/// login_required where the session ended meanwhile. Returns the code's text.
[[nodiscard]] std::string issue_code(store::Connection& tx, oauth::AuthorizationRequest const& request,
                                     session::Session const& session, Services& on, Instant now);

} // namespace zugang::idp::authorize
