// POST /oauth2/token: authenticates the client, then one grant answers (RFC 6749 §3.2).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::token {

/// Throws oauth::Error, answered as JSON.
[[nodiscard]] http::Response post_token(Call const& call, Services& on);

} // namespace zugang::idp::token
