// The user code (RFC 8628 §6.1): eight letters out of twenty, no vowels (no words), none like a digit or another.
#pragma once
#include "idp/call/services.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace zugang::idp::device {

/// Eight letters, each equally likely: 34 bits.
[[nodiscard]] std::string make_user_code(Random& random);
/// "WDJB-MJHT": as devices show it.
[[nodiscard]] std::string grouped(std::string_view user_code);
/// From what somebody typed: blanks, dashes and case do not matter, Cyrillic letters and digits that look like ours are
/// taken for them. Nothing where it cannot be a code.
[[nodiscard]] std::optional<std::string> parse_user_code(std::string_view typed);
/// What stands in the store: hashed with a key of this server.
[[nodiscard]] Bytes user_code_hash(std::string_view user_code, Services& on);

} // namespace zugang::idp::device
