// /setup/totp: an authenticator app becomes a factor of the account.
// One sign-in makes one app at most, and shows one key until it is confirmed or started over.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

[[nodiscard]] http::Response get_setup_totp(Call const& call, Services& on);
[[nodiscard]] http::Response post_setup_totp(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
