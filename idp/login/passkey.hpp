// /login/with-passkey: signing in with a passkey, without a name or a password (WebAuthn L3 §7.2; leaflet screen 2).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::login {

/// The form of the sign-in page with the browser's answer.
[[nodiscard]] http::Response post_with_passkey(Call const& call, Services& on);
/// JSON: fresh options for a page that was open longer than a challenge is good for.
[[nodiscard]] http::Response get_with_passkey_options(Call const& call, Services& on);

} // namespace zugang::idp::login
