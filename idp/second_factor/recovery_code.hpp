// /login/recovery-code: a recovery code in place of the authenticator app's.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

[[nodiscard]] http::Response get_recovery_code(Call const& call, Services& on);
[[nodiscard]] http::Response post_recovery_code(Call const& call, Services& on);
/// /login/recovery-code/used: how many are left.
[[nodiscard]] http::Response get_recovery_code_used(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
