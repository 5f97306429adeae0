// /consent: what the client gets to know, asked once and remembered; never asked for trusted clients.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::login {

[[nodiscard]] http::Response get_consent(Call const& call, Services& on);
[[nodiscard]] http::Response post_consent(Call const& call, Services& on);

} // namespace zugang::idp::login
