// /account/factors/remove: one of one's factors counts no more; the last one stays (ASVS 6.3.7).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

[[nodiscard]] http::Response get_remove_factor(Call const& call, Services& on);
[[nodiscard]] http::Response post_remove_factor(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
