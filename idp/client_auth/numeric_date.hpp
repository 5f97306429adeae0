// Times in what clients sign (NumericDate, RFC 7519 §2).
#pragma once
#include "base/clock.hpp"
#include "base/json.hpp"
#include <optional>
#include <string_view>

namespace zugang::idp::client_auth {

/// How far a client's clock may be ahead of ours.
constexpr Duration clock_skew = std::chrono::seconds{10};

/// A member that is a number of seconds since 1970, fractions allowed; nothing where it is missing, something else, or
/// outside the years 1970 to 9999.
[[nodiscard]] std::optional<Instant> numeric_date(Json const& claims, std::string_view name);

} // namespace zugang::idp::client_auth
