// The answer to an authorization request, by redirect or form post, plain or as a JWT (JARM), always with `iss`
// (RFC 9207).
#pragma once
#include "idp/call/call.hpp"
#include "idp/oauth/authorization_request.hpp"
#include "idp/oauth/error.hpp"
#include <utility>
#include <vector>

namespace zugang::idp::authorize {

using ResponseParameters = std::vector<std::pair<std::string, std::string>>;

/// `parameters` plus state and iss, sent to the verified redirect in the request's response mode.
[[nodiscard]] http::Response respond(oauth::AuthorizationRequest const& request, ResponseParameters parameters,
                                     Call const& call, Services& on);
/// The same for an error, with session_state.
[[nodiscard]] http::Response respond_error(oauth::AuthorizationRequest const& request, oauth::Error const& error,
                                           Call const& call, Services& on);

/// session_state (OpenID Connect Session Management 1.0 §2) of a request with the scope word openid, whose answer goes
/// to a page with an origin. `session_id` is empty where nobody is signed in.
void add_session_state(ResponseParameters& parameters, oauth::AuthorizationRequest const& request,
                       std::string_view session_id, Services& on);

} // namespace zugang::idp::authorize
