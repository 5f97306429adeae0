// The answer to an authorization request, by redirect or form post, always with `iss` (RFC 9207).
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
[[nodiscard]] http::Response respond_error(oauth::AuthorizationRequest const& request, oauth::Error const& error,
                                           Call const& call, Services& on);

} // namespace zugang::idp::authorize
