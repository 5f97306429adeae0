// CSRF: a token in each form, derived from the browser's cookie, and the Origin and Sec-Fetch-Site headers.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp {

/// The value of the hidden field `csrf` in forms of this browser.
[[nodiscard]] std::string csrf_token(Call const& call, Services& on);
/// The headers alone, and that no field comes twice, for a form whose address is a secret in itself (a mailed link) and
/// that works in any browser.
void check_same_origin(Call const& call, Services& on);
/// For every other page POST, before anything is read or done: throws CookiesRequired where the browser has no cookie
/// of ours, PageError 403 "csrf" where the form is not ours.
void check_csrf(Call const& call, Services& on);

} // namespace zugang::idp
