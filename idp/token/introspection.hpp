// Introspection (RFC 7662): what a token says and whether it still counts, as JSON or as a signed JWT (RFC 9701).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::token {

/// POST /oauth2/introspect, for clients that authenticate. They see their own tokens, and access tokens meant for them:
/// a resource server is the client whose id stands in `aud`. Everything else is {"active":false}.
[[nodiscard]] http::Response post_introspection(Call const& call, Services& on);

} // namespace zugang::idp::token
