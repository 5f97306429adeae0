// Value: what one key may hold, and how it is written in TOML.
#pragma once
#include "idp/config/config.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zugang::idp::config {

using Value = std::variant<std::string, std::int64_t, bool, Seconds, std::vector<std::string>>;

/// "90s", "30m", "12h" or "7d": one whole number and one unit. Nothing for anything else or what does not fit.
[[nodiscard]] std::optional<Seconds> parse_duration(std::string_view text);
/// The longest unit of which it is at least two: "60s", "24h", "7d".
[[nodiscard]] std::string format_duration(Seconds duration);
/// As a TOML value; texts are quoted and escaped.
[[nodiscard]] std::string to_literal(Value const& value);
/// A store's or mail server's address without the password that may stand in it.
[[nodiscard]] std::string mask_password(std::string_view url);

} // namespace zugang::idp::config
