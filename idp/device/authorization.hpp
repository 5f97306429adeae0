// POST /oauth2/device_authorization (RFC 8628 §3.1): a device gets its two codes.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::device {

/// Throws oauth::Error, answered as JSON.
[[nodiscard]] http::Response post_device_authorization(Call const& call, Services& on);

} // namespace zugang::idp::device
