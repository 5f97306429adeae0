// Level: how sure a sign-in is, as relying parties name it in `acr` (OIDC Core §2). Stronger levels compare greater.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace zugang::idp::oauth {

enum class Level : std::uint8_t {
    none,     // nobody is known
    password, // urn:zugang:acr:password: one factor
    mfa,      // urn:zugang:acr:mfa: two factors of different kinds
    phr,      // phr: the same, and no other website can have come between (OpenID EAP ACR Values)
    phrh,     // phrh: the same, with a key that cannot leave its device
};

/// Those a sign-in can reach, the weakest first.
inline constexpr std::array all_levels{Level::password, Level::mfa, Level::phr, Level::phrh};

/// The acr value; empty for `none`.
[[nodiscard]] std::string_view to_name(Level level);
/// Nothing for a name that no sign-in here can reach.
[[nodiscard]] std::optional<Level> find_level(std::string_view acr);

} // namespace zugang::idp::oauth
