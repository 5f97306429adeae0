// What counts as an e-mail address: RFC 5321 §4.1.2 without quoted and literal forms, domains also in
// their own script (RFC 5890), and a friendly guess at slips of the pen.
#pragma once
#include <string>
#include <string_view>

namespace zugang {

/// `address` without white space around it. At most 254 bytes (RFC 5321 §4.5.3.1.3), no control characters, a domain
/// with a dot.
[[nodiscard]] bool is_email_address(std::string_view address);

/// "max@web.de" for "max@wbe.de"; empty where nothing looks wrong. A hint only: the domain may be right.
[[nodiscard]] std::string suggest_email(std::string_view address);

} // namespace zugang
