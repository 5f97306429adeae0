// PublicMembers: a public key as the numbers a JWK holds (RFC 7518 §6, RFC 8037 §2). Internal to this folder.
#pragma once
#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "keys/algorithm.hpp"
#include "keys/openssl_handles.hpp"

namespace zugang::keys {

struct PublicMembers {
    Bytes first;  // EC: x; RSA: n; OKP: x
    Bytes second; // EC: y; RSA: e; OKP: empty
};

/// From a public JWK: fails on private members, another kty, crv, alg, use or key_ops, and on misshapen numbers.
[[nodiscard]] Result<PublicMembers> parse_public_members(Json const& jwk, Algorithm algorithm);
/// Of a key OpenSSL holds.
[[nodiscard]] PublicMembers read_public_members(EVP_PKEY const* pkey, Algorithm algorithm);
/// Null where OpenSSL refuses the numbers (a point off the curve).
[[nodiscard]] PkeyHandle make_public_pkey(PublicMembers const& members, Algorithm algorithm);
/// Whether the key is sound: on the curve and in its group, RSA odd, composite and without small factors.
[[nodiscard]] bool is_sound_public_key(EVP_PKEY* pkey, PublicMembers const& members, Algorithm algorithm);

/// The members RFC 7638 hashes, as a JSON object in lexical order without white space.
[[nodiscard]] std::string thumbprint_input(PublicMembers const& members, Algorithm algorithm);
/// {"kty","use","alg","kid", then the numbers}.
[[nodiscard]] std::string render_public_jwk(PublicMembers const& members, Algorithm algorithm, std::string_view kid);

} // namespace zugang::keys
