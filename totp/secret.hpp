// The key of an authenticator app: minted, and written for people and apps.
// RFC 4226 §4 R6: at least 128 bits, 160 recommended. RFC 4648 §6: base32.
#pragma once
#include "base/random.hpp"
#include "base/secret.hpp"

namespace zugang::totp {

/// 160 random bits.
[[nodiscard]] Secret mint_secret(Random& random);
/// 32 letters and digits for 160 bits; without padding, which apps do not want.
[[nodiscard]] std::string base32(ByteView bytes);
/// "ABCD EFGH …", as one reads it off a screen. Apps ignore the spaces.
[[nodiscard]] std::string in_groups(std::string_view base32);

} // namespace zugang::totp
