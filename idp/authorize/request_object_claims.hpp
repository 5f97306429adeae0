// What stands in a verified request object: the claims about the object itself, and the request's parameters (RFC 9101
// §4, §6.2, OIDC Core §6.1).
#pragma once
#include "base/clock.hpp"
#include "base/json.hpp"
#include "http/parameters.hpp"
#include "idp/oauth/client.hpp"

namespace zugang::idp::authorize {

/// Issuer, audience, times, and what must not stand inside. Throws oauth::Error invalid_request_object.
void check_object_claims(Json const& object, oauth::Client const& client, std::string_view issuer, Instant now);
/// The other members as parameters: numbers in digits, objects and arrays as JSON, each `resource` by itself.
[[nodiscard]] http::Parameters parameters_in(Json const& object, oauth::Client const& client);

} // namespace zugang::idp::authorize
