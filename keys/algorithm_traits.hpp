// AlgorithmTraits: what RFC 7518 and RFC 8037 say of each algorithm, in one table. Internal to this folder.
#pragma once
#include "keys/algorithm.hpp"
#include <cstddef>

namespace zugang::keys {

enum class KeyType { ec, rsa, okp };

struct AlgorithmTraits {
    Algorithm algorithm;
    std::string_view name; // JWA
    KeyType key_type;
    std::string_view kty;
    std::string_view curve; // JWK "crv", empty for RSA
    char const* group;      // OpenSSL's name of the curve or key type
    char const* digest;     // null for Ed25519, which hashes by itself
    std::size_t coordinate; // bytes of an EC coordinate or of the Ed25519 key, 0 for RSA
};

[[nodiscard]] AlgorithmTraits const& traits_of(Algorithm algorithm);

} // namespace zugang::keys
