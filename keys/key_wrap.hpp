// Ways a content key travels: AES key wrap (RFC 3394) and RSA-OAEP (RFC 8017 §7.1). Internal to this folder.
#pragma once
#include "base/bytes.hpp"
#include "base/secret.hpp"
#include "keys/encryption.hpp"
#include "keys/openssl_handles.hpp"
#include <optional>

namespace zugang::keys {

/// `wrapping_key` has 16 or 32 bytes, `key` a multiple of 8.
[[nodiscard]] Bytes wrap_key(Secret const& wrapping_key, Secret const& key);
[[nodiscard]] std::optional<Secret> unwrap_key(Secret const& wrapping_key, ByteView wrapped);

/// With SHA-1 for RSA-OAEP, SHA-256 for RSA-OAEP-256 (RFC 7518 §4.3).
[[nodiscard]] Bytes encrypt_oaep(EVP_PKEY* pkey, KeyManagement algorithm, Secret const& key);
[[nodiscard]] std::optional<Secret> decrypt_oaep(EVP_PKEY* pkey, KeyManagement algorithm, ByteView encrypted);

} // namespace zugang::keys
