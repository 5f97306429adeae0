// /link/confirm-email?id=… (leaflet screen 5): the target of the mailed link. GET shows a button, since mail scanners
// open links; only POST confirms. Works in any browser, without our cookie; signs nobody in.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::account {

[[nodiscard]] http::Response get_confirm_email(Call const& call, Services& on);
[[nodiscard]] http::Response post_confirm_email(Call const& call, Services& on);
/// POST /link/confirm-email/resend: a new link in place of an expired one, to the same address.
[[nodiscard]] http::Response post_confirm_email_resend(Call const& call, Services& on);

} // namespace zugang::idp::account
