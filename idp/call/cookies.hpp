// The cookies this server sets. All are __Host-, Secure, Path=/ and, but for one, HttpOnly and
// SameSite=Lax.
#pragma once
#include <string_view>

namespace zugang::idp {

constexpr std::string_view session_cookie = "__Host-zugang_sid";   // signed in: the session's token
constexpr std::string_view browser_cookie = "__Host-zugang_flow";  // this browser: binds sign-ins and forms to it
constexpr std::string_view device_cookie = "__Host-zugang_dev";    // a browser in which somebody signed in
constexpr std::string_view state_cookie = "__Host-zugang_state";   // for the check_session iframe: see session_state
constexpr std::string_view language_cookie = "__Host-zugang_lang"; // chosen language

} // namespace zugang::idp
