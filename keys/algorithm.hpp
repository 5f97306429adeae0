// Algorithm: the closed list of signature algorithms (RFC 7518 §3.1, RFC 8037). `none` has no name here.
#pragma once
#include <optional>
#include <string_view>

namespace zugang::keys {

enum class Algorithm { es256, es384, rs256, ps256, eddsa };

[[nodiscard]] std::string_view to_name(Algorithm algorithm);                   // "ES256", …
[[nodiscard]] std::optional<Algorithm> parse_algorithm(std::string_view name); // case-sensitive
/// The name by which the list knows what others sign with: "Ed25519" (RFC 9864 §2.2) is our "EdDSA", since we have no
/// other curve for it; every other name stays as it is.
[[nodiscard]] std::string_view listed_name(std::string_view name);

} // namespace zugang::keys
