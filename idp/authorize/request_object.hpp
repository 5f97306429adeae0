// Request objects: the parameters of an authorization request as a JWT of the client, by value or by reference
// (RFC 9101, OIDC Core §6).
#pragma once
#include "idp/authorize/received.hpp"
#include "idp/call/services.hpp"
#include "idp/oauth/client.hpp"

namespace zugang::idp::authorize {

/// The parameters that count: those of the request object alone where there is one (RFC 9101 §6.3: what stands outside,
/// anybody may have put there), else `outer`. Throws oauth::Error, which may go to a redirect that `outer` verifies,
/// and to no other.
[[nodiscard]] Received open_request_object(http::Parameters const& outer, oauth::Client const& client, Services& on,
                                           Instant now);

} // namespace zugang::idp::authorize
