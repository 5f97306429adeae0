// A device whose passwords wait, or are not taken any more, because strangers guessed: a mailed link gives it tries of
// its own. The link proves nothing but that its mail was read: the password is still asked for.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::account {

/// GET /login/unlock: what was sent where; else back to the sign-in.
[[nodiscard]] http::Response get_unlock(Call const& call, Services& on);
/// POST /login/unlock: „Link per E-Mail senden“. The same for a name nobody has.
[[nodiscard]] http::Response post_unlock(Call const& call, Services& on);
/// GET /link/unlock-device: asks; changes nothing.
[[nodiscard]] http::Response get_unlock_device(Call const& call, Services& on);
/// POST /link/unlock-device: uses the link up.
[[nodiscard]] http::Response post_unlock_device(Call const& call, Services& on);

} // namespace zugang::idp::account
