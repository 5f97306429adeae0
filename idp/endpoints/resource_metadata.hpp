// Protected resource metadata (RFC 9728): userinfo as a resource, and who gives tokens for it.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::endpoints {

/// GET /.well-known/oauth-protected-resource; challenges name its address (§5.1).
[[nodiscard]] http::Response get_resource_metadata(Call const& call, Services& on);

} // namespace zugang::idp::endpoints
