// /device (RFC 8628 §3.3): a person types the code a device shows, sees who asks for what, and decides.
//
//   GET /device ─► (sign in) ─► POST /device: the code ─303─► GET /device/confirm ─► POST /device/decision: allow or
//   deny ─303─► GET /device/done. What is wrong leads back to GET /device, with what was typed (Ticket).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::device {

[[nodiscard]] http::Response get_device(Call const& call, Services& on);
[[nodiscard]] http::Response post_device(Call const& call, Services& on);
[[nodiscard]] http::Response get_device_confirm(Call const& call, Services& on);
[[nodiscard]] http::Response post_device_decision(Call const& call, Services& on);
[[nodiscard]] http::Response get_device_done(Call const& call, Services& on);

} // namespace zugang::idp::device
