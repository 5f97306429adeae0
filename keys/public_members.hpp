// PublicMembers: a public key as the numbers a JWK holds (RFC 7518 §6, RFC 8037 §2). Internal to this folder.
#pragma once
#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "keys/key_shape.hpp"
#include "keys/openssl_handles.hpp"
#include <vector>

namespace zugang::keys {

struct PublicMembers {
    Bytes first;  // EC: x; RSA: n; OKP: x
    Bytes second; // EC: y; RSA: e; OKP: empty
};

/// What a key is wanted for. A JWK may leave all of it out, but not say otherwise.
struct KeyPurpose {
    std::string_view algorithm;               // "ES256", "RSA-OAEP-256"
    std::string_view use;                     // "sig" or "enc"
    std::vector<std::string_view> operations; // one of them must be among key_ops
};

/// Whether a JWK has a member only private and symmetric keys have.
[[nodiscard]] bool has_private_member(Json const& jwk);
/// From a public JWK: fails on private members, another kty, crv, alg, use or key_ops, and on misshapen numbers.
[[nodiscard]] Result<PublicMembers> parse_public_members(Json const& jwk, KeyShape const& shape,
                                                         KeyPurpose const& purpose);
/// Of a key OpenSSL holds.
[[nodiscard]] PublicMembers read_public_members(EVP_PKEY const* pkey, KeyShape const& shape);
/// Null where OpenSSL refuses the numbers (a point off the curve).
[[nodiscard]] PkeyHandle make_public_pkey(PublicMembers const& members, KeyShape const& shape);
/// Whether the key is sound: on the curve and in its group, RSA odd, composite and without small factors.
[[nodiscard]] bool is_sound_public_key(EVP_PKEY* pkey, PublicMembers const& members, KeyShape const& shape);

/// SHA-256 thumbprint, base64url: of the members RFC 7638 names, in lexical order without white space.
[[nodiscard]] std::string thumbprint_of(PublicMembers const& members, KeyShape const& shape);

struct JwkLabels { // left out where empty
    std::string_view use;
    std::string_view algorithm;
    std::string_view kid;
};
/// {"kty","use","alg","kid", then the numbers}.
[[nodiscard]] std::string render_public_jwk(PublicMembers const& members, KeyShape const& shape,
                                            JwkLabels const& labels);

} // namespace zugang::keys
