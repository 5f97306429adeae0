// /account/factors/rename: another name for one of one's passkeys, security keys or authenticator apps.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

[[nodiscard]] http::Response get_rename_factor(Call const& call, Services& on);
[[nodiscard]] http::Response post_rename_factor(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
