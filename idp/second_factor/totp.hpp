// /login/totp: the code of an authenticator app, once the password is proved. RFC 6238 §5.2: each code once.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

[[nodiscard]] http::Response get_totp(Call const& call, Services& on);
[[nodiscard]] http::Response post_totp(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
