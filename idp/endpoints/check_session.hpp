// The page clients frame to watch the sign-in (OpenID Connect Session Management 1.0 §3.3).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::endpoints {

/// GET /oauth2/check_session: nothing but a script, which any site may frame.
[[nodiscard]] http::Response get_check_session(Call const& call, Services& on);

} // namespace zugang::idp::endpoints
