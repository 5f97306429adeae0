// Content encryption of a JWE (RFC 7518 §5): AES-CBC with HMAC, and AES-GCM. Internal to this folder.
#pragma once
#include "base/bytes.hpp"
#include "base/secret.hpp"
#include "keys/encryption.hpp"
#include <optional>
#include <string>

namespace zugang::keys {

/// Bytes of the content key: with CBC the MAC's and the cipher's one after the other.
[[nodiscard]] std::size_t content_key_size(ContentEncryption encryption);
[[nodiscard]] std::size_t content_nonce_size(ContentEncryption encryption);

struct EncryptedContent {
    ByteView nonce;
    ByteView ciphertext;
    ByteView tag;
    std::string_view associated_data;
};

struct NewContent {
    Bytes ciphertext;
    Bytes tag;
};

/// `key` and `nonce` have the sizes above.
[[nodiscard]] NewContent encrypt_content(ContentEncryption encryption, Secret const& key, ByteView nonce,
                                         std::string_view associated_data, std::string_view plaintext);
/// Nothing where a size or the tag is wrong; `key` has the size above. The tag is compared in constant time.
[[nodiscard]] std::optional<std::string> decrypt_content(ContentEncryption encryption, Secret const& key,
                                                         EncryptedContent const& content);

} // namespace zugang::keys
