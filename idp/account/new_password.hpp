// /login/new-password: a right password that is on the list of common ones must be changed before the sign-in goes on.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::account {

[[nodiscard]] http::Response get_new_password(Call const& call, Services& on);
/// Hashes the new password: belongs on the hash lane.
[[nodiscard]] http::Response post_new_password(Call const& call, Services& on);

} // namespace zugang::idp::account
