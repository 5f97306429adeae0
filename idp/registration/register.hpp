// POST /oauth2/register: a client registers itself (RFC 7591 §3, OIDC Registration §3).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::registration {

[[nodiscard]] http::Response post_register(Call const& call, Services& on);

} // namespace zugang::idp::registration
