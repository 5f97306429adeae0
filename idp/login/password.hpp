// /login: e-mail address or username, and password (leaflet screens 2 and 6).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::login {

[[nodiscard]] http::Response get_login(Call const& call, Services& on);
/// Compares the password: belongs on the hash lane.
[[nodiscard]] http::Response post_login(Call const& call, Services& on);

} // namespace zugang::idp::login
