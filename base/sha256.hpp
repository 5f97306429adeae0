// SHA-256 (FIPS 180-4): token hashes, PKCE, thumbprints.
#pragma once
#include "base/bytes.hpp"

namespace zugang {

[[nodiscard]] Bytes sha256(ByteView bytes);                      // 32 bytes
[[nodiscard]] Bytes hmac_sha256(ByteView key, ByteView message); // 32 bytes

} // namespace zugang
