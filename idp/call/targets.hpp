// What a request's tokens are for: resource (RFC 8707 §2) and authorization_details (RFC 9396 §2), wherever they may
// stand: authorization, device, backchannel and token requests.
#pragma once
#include "http/parameters.hpp"
#include "idp/call/services.hpp"
#include "idp/oauth/client.hpp"
#include <string>
#include <vector>

namespace zugang::idp {

/// The values of `name`, once each, all of them resources of this server. Throws oauth::Error invalid_target.
[[nodiscard]] std::vector<std::string> check_resources(http::Parameters const& parameters, Services& on,
                                                       std::string_view name = "resource");
/// A JSON array of objects whose types this server and the client are registered for; empty where there is none. What
/// the type's own members mean, the resource server knows; they are handed on as they came. Throws oauth::Error
/// invalid_authorization_details.
[[nodiscard]] std::string check_authorization_details(http::Parameters const& parameters, oauth::Client const& client,
                                                      Services& on);
/// A name that occurs twice among the parameters though it may not: resource and audience may (RFC 8693 §2.1).
[[nodiscard]] bool has_forbidden_double(http::Parameters const& parameters);

} // namespace zugang::idp
