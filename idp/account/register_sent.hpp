// /register/sent (leaflet screen 4): what to do next, sending the mail again, and whether the link was opened.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::account {

[[nodiscard]] http::Response get_register_sent(Call const& call, Services& on);
/// {"confirmed":true|false} for the page's script.
[[nodiscard]] http::Response get_register_state(Call const& call, Services& on);
/// POST /register/resend: not before limits.resend_after, at most five times in 24 hours.
[[nodiscard]] http::Response post_register_resend(Call const& call, Services& on);

} // namespace zugang::idp::account
