// AlgorithmTraits: what RFC 7518 and RFC 8037 say of each signature algorithm, in one table. Internal to this folder.
#pragma once
#include "keys/algorithm.hpp"
#include "keys/key_shape.hpp"

namespace zugang::keys {

struct AlgorithmTraits {
    Algorithm algorithm;
    std::string_view name; // JWA
    KeyShape shape;
    char const* digest; // null for Ed25519, which hashes by itself
};

[[nodiscard]] AlgorithmTraits const& traits_of(Algorithm algorithm);

} // namespace zugang::keys
