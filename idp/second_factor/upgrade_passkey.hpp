// /login/passkey/upgrade: after a password, the browser may make a passkey without asking (WebAuthn L3 §5.1.3,
// conditional create). Whatever it does, the sign-in goes on.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

[[nodiscard]] http::Response get_upgrade_passkey(Call const& call, Services& on);
[[nodiscard]] http::Response post_upgrade_passkey(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
