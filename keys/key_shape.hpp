// KeyShape: what a kind of key looks like as a JWK (RFC 7518 §6, RFC 8037 §2) and to OpenSSL. Internal to this folder.
#pragma once
#include <cstddef>
#include <string_view>

namespace zugang::keys {

enum class KeyType { ec, rsa, okp };

struct KeyShape {
    KeyType type;
    std::string_view kty;
    std::string_view curve; // JWK "crv", empty for RSA
    char const* group;      // OpenSSL's name of the curve or key type
    std::size_t coordinate; // bytes of an EC coordinate or of the Ed25519 key, 0 for RSA
};

inline constexpr KeyShape p256_shape{KeyType::ec, "EC", "P-256", "P-256", 32};
inline constexpr KeyShape p384_shape{KeyType::ec, "EC", "P-384", "P-384", 48};
inline constexpr KeyShape rsa_shape{KeyType::rsa, "RSA", "", "RSA", 0};
inline constexpr KeyShape ed25519_shape{KeyType::okp, "OKP", "Ed25519", "ED25519", 32};

} // namespace zugang::keys
