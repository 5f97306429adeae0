// /login/second-factor: the security notice (leaflet screen 7), for whoever has no second factor yet.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

[[nodiscard]] http::Response get_choose_factor(Call const& call, Services& on);
/// "Later", where the notice may be put off.
[[nodiscard]] http::Response post_choose_factor(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
