// /setup/recovery-codes: ten codes, shown once, for the day the telephone is gone.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

/// Explains, and changes nothing.
[[nodiscard]] http::Response get_setup_recovery_codes(Call const& call, Services& on);
/// Shows the codes (action=show), confirms having saved them (action=kept), or puts them off (later).
[[nodiscard]] http::Response post_setup_recovery_codes(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
