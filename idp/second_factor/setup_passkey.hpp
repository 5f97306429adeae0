// /setup/passkey: a passkey or security key becomes a factor of the account (WebAuthn L3 §7.1).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

/// Without a sign-in in the address it begins one to this page: it is what /.well-known/passkey-endpoints names.
[[nodiscard]] http::Response get_setup_passkey(Call const& call, Services& on);
[[nodiscard]] http::Response post_setup_passkey(Call const& call, Services& on);
/// /setup/passkey/options: with a fresh challenge, for a page that has stood open for a while.
[[nodiscard]] http::Response get_setup_passkey_options(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
