// Hashes by the algorithm that names them, as the TPM format needs them (TPM 2.0 Library, Part 2, §6.3; RFC 9053).
#pragma once
#include "base/bytes.hpp"
#include <cstdint>
#include <optional>

namespace zugang::webauthn {

/// With the hash a COSE signature algorithm uses; nothing for one that has none of its own.
[[nodiscard]] std::optional<Bytes> hash_as_cose(std::int64_t algorithm, ByteView bytes);
/// With the hash of a TPM_ALG_ID: SHA-256, SHA-384 or SHA-512. Nothing for others, SHA-1 among them.
[[nodiscard]] std::optional<Bytes> hash_as_tpm(std::uint16_t algorithm, ByteView bytes);

} // namespace zugang::webauthn
