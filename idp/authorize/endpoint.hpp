// The authorization endpoint's handlers.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::authorize {

/// GET /oauth2/authorize
[[nodiscard]] http::Response get_authorize(Call const& call, Services& on);
/// POST /oauth2/authorize: keeps the request and answers 303, since a cross-site POST brings no SameSite=Lax cookie.
[[nodiscard]] http::Response post_authorize(Call const& call, Services& on);
/// GET /oauth2/authorize/begin?flow=…: a stored request, begun (again) in this browser.
[[nodiscard]] http::Response get_begin(Call const& call, Services& on);
/// GET /oauth2/authorize/resume?flow=…: a sign-in that is complete goes back to its client.
[[nodiscard]] http::Response get_resume(Call const& call, Services& on);
/// GET /login/cancelled?flow=…: the person gave up; the client is told access_denied.
[[nodiscard]] http::Response get_cancelled(Call const& call, Services& on);

} // namespace zugang::idp::authorize
