// The sign-in page as every answer of /login and /login/with-passkey shows it.
#pragma once
#include "idp/pages/login.hpp"
#include "idp/session/flow.hpp"

namespace zugang::idp::login {

/// With a fresh challenge for a passkey; the caller adds what was typed and what is said.
[[nodiscard]] pages::LoginPage make_login_page(session::Flow const& flow, Call const& call, Services& on);

} // namespace zugang::idp::login
