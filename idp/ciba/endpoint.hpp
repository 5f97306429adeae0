// POST /oauth2/bc-authorize (OIDC CIBA Core 1.0 §7): a client asks for a person who is not at its device.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::ciba {

/// Throws oauth::Error, answered as JSON.
[[nodiscard]] http::Response post_bc_authorize(Call const& call, Services& on);

} // namespace zugang::idp::ciba
