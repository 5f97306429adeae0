// What the addresses of registration answer while oidc.dynamic_registration is off: they do not exist.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::registration {

/// Nothing where clients may register.
[[nodiscard]] std::optional<http::Response> find_switched_off(Services& on);

} // namespace zugang::idp::registration
