// Private keys as OpenSSL holds them: made, read from PKCS#8 (RFC 5958) and written. Internal to this folder.
#pragma once
#include "base/bytes.hpp"
#include "base/secret.hpp"
#include "keys/key_shape.hpp"
#include "keys/openssl_handles.hpp"

namespace zugang::keys {

/// A new key; RSA has 3072 bits.
[[nodiscard]] PkeyHandle generate_pkey(KeyShape const& shape);
/// Null where `der` is not exactly one PKCS#8 key.
[[nodiscard]] PkeyHandle read_pkcs8(ByteView der);
[[nodiscard]] Secret write_pkcs8(EVP_PKEY const* pkey);
/// Whether a private key is of this shape; RSA of 2048 bits and more.
[[nodiscard]] bool is_own_key_of(EVP_PKEY const* pkey, KeyShape const& shape);

} // namespace zugang::keys
