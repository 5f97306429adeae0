// Revocation (RFC 7009): a client gives back a token it no longer needs.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::token {

/// POST /oauth2/revoke. A refresh token takes its whole grant along, an access token only itself. token_type_hint is
/// not needed: a token shows what it is. 200 also for one that is unknown or over; throws oauth::Error invalid_grant
/// for another client's.
[[nodiscard]] http::Response post_revocation(Call const& call, Services& on);

} // namespace zugang::idp::token
