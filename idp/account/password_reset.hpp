// /link/reset-password?id=…: a new password for the holder of a mailed link (30 minutes, once). Ends every session and
// grant of the account; confirms and unlocks nothing, and leaves other factors as they are.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::account {

[[nodiscard]] http::Response get_password_reset(Call const& call, Services& on);
/// Hashes: belongs on the hash lane.
[[nodiscard]] http::Response post_password_reset(Call const& call, Services& on);

} // namespace zugang::idp::account
