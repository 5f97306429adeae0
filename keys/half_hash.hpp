// half_hash: at_hash, c_hash and s_hash (OIDC Core §3.1.3.6, §3.3.2.11): the left half of a text's hash, base64url, by
// the hash the ID token's algorithm uses: SHA-384 for ES384, SHA-512 for EdDSA (Ed25519), else SHA-256.
#pragma once
#include "keys/algorithm.hpp"
#include <string>

namespace zugang::keys {

[[nodiscard]] std::string half_hash(Algorithm algorithm, std::string_view text);

} // namespace zugang::keys
