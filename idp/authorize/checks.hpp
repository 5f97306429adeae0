// The checks an authorization request must pass (RFC 6749 §4.1.1, RFC 7636, OIDC Core §3.1.2.2), in their order.
#pragma once
#include "http/parameters.hpp"
#include "idp/oauth/authorization_request.hpp"
#include "idp/oauth/error.hpp"
#include "store/database.hpp"

namespace zugang::idp::authorize {

/// Who asks, and where an answer may go. Throws PageError (400, on our own page): before this nothing may be
/// redirected.
[[nodiscard]] oauth::AuthorizationRequest identify(http::Parameters const& parameters, store::Database& database);
/// Everything else; fills `request`. Throws oauth::Error, which goes to the client through the verified redirect.
void check_request(http::Parameters const& parameters, oauth::AuthorizationRequest& request);

} // namespace zugang::idp::authorize
