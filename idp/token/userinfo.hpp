// Userinfo (OIDC Core §5.3): the claims an access token opens. Bearer tokens by header or form body (RFC 6750), never
// in the address, where they would end up in logs.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::token {

/// GET and POST /oauth2/userinfo.
[[nodiscard]] http::Response userinfo(Call const& call, Services& on);

} // namespace zugang::idp::token
