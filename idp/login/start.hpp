// GET /: the choice of account (leaflet screen 1), or who is signed in.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::login {

[[nodiscard]] http::Response get_start(Call const& call, Services& on);

} // namespace zugang::idp::login
