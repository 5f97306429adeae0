// /choose-account: as whom to go on, when the client asks or another tab signed in meanwhile.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::login {

[[nodiscard]] http::Response get_choose_account(Call const& call, Services& on);
[[nodiscard]] http::Response post_choose_account(Call const& call, Services& on);

} // namespace zugang::idp::login
