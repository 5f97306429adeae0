// Signing out: by the client's request (/oauth2/end_session), or by the person on any page (/logout).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::endpoints {

/// GET /oauth2/end_session: signs out at once where the hint is of this very session, else asks.
[[nodiscard]] http::Response get_end_session(Call const& call, Services& on);
/// POST /oauth2/end_session: 303 to GET, since a cross-site POST brings no cookie.
[[nodiscard]] http::Response post_end_session(Call const& call, Services& on);
/// GET /logout: asks.
[[nodiscard]] http::Response get_logout(Call const& call, Services& on);
/// POST /logout: signs out, then goes on to /logout/done.
[[nodiscard]] http::Response post_logout(Call const& call, Services& on);
/// GET /logout/done: says so, and leads back to the client where it asked.
[[nodiscard]] http::Response get_logged_out(Call const& call, Services& on);

} // namespace zugang::idp::endpoints
