// /device (RFC 8628 §3.3): a person types the code a device shows, sees who asks for what, and decides.
//
//   GET /device ─► (sign in) ─► POST /device: the code ─► POST /device/decision: allow or deny ─► done
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::device {

[[nodiscard]] http::Response get_device(Call const& call, Services& on);
[[nodiscard]] http::Response post_device(Call const& call, Services& on);
[[nodiscard]] http::Response post_device_decision(Call const& call, Services& on);

} // namespace zugang::idp::device
