// What EncryptionKey and DecryptionKey hold. Internal to this folder.
#pragma once
#include "keys/jwe.hpp"
#include "keys/key_shape.hpp"
#include "keys/openssl_handles.hpp"

namespace zugang::keys {

struct EncryptionKey::Implementation {
    PkeyHandle pkey;
    KeyShape shape;
    std::string kid;
    std::string jwk;
};

struct DecryptionKey::Implementation {
    PkeyHandle pkey;
    KeyShape shape;
    EncryptionKey public_key;
    Secret substitution; // what a content key is made from where unwrapping failed
};

/// Whether keys of `shape` serve `algorithm`.
[[nodiscard]] bool is_shape_for(KeyShape const& shape, KeyManagement algorithm);

} // namespace zugang::keys
