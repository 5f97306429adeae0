// Provider metadata (OpenID Connect Discovery 1.0 §3, RFC 8414) and the JWKS (RFC 7517 §5).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::endpoints {

/// The metadata document: depends on the configuration alone, so it is made once.
[[nodiscard]] std::string metadata(config::Config const& config);
/// GET /.well-known/openid-configuration and /.well-known/oauth-authorization-server.
[[nodiscard]] http::Response get_metadata(Call const& call, Services& on);
/// GET /oauth2/jwks: next, current and retired keys, to be cached for an hour.
[[nodiscard]] http::Response get_jwks(Call const& call, Services& on);

} // namespace zugang::idp::endpoints
