// The checks an authorization request must pass (RFC 6749 §4.1.1, RFC 7636, OIDC Core §3.1.2.2), in their order.
#pragma once
#include "idp/authorize/received.hpp"
#include "idp/call/services.hpp"
#include "idp/oauth/authorization_request.hpp"
#include "idp/oauth/error.hpp"

namespace zugang::idp::authorize {

/// Everything but who asks and where an answer may go (identify.hpp); fills `request`. Throws oauth::Error, which goes
/// to the client: through the verified redirect, or as JSON where the request is pushed.
void check_request(Received const& received, oauth::AuthorizationRequest& request, Services& on);

} // namespace zugang::idp::authorize
