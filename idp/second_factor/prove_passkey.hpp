// /login/passkey: a passkey or security key as the second factor, or because the service wants no less (WebAuthn L3
// §7.2).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

[[nodiscard]] http::Response get_passkey(Call const& call, Services& on);
/// /login/passkey/prove
[[nodiscard]] http::Response post_prove_passkey(Call const& call, Services& on);
/// /login/passkey/prove/options: with a fresh challenge.
[[nodiscard]] http::Response get_prove_passkey_options(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
