// Algorithm: the closed list of signature algorithms (RFC 7518 §3.1, RFC 8037). `none` has no name here.
#pragma once
#include <optional>
#include <string_view>

namespace zugang::keys {

enum class Algorithm { es256, es384, rs256, ps256, eddsa };

[[nodiscard]] std::string_view to_name(Algorithm algorithm);                   // "ES256", …
[[nodiscard]] std::optional<Algorithm> parse_algorithm(std::string_view name); // case-sensitive

} // namespace zugang::keys
