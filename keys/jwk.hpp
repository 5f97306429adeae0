// JWK (RFC 7517): one key of one algorithm. The algorithm is a property of the key, never of the token.
#pragma once
#include "base/json.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "keys/algorithm.hpp"
#include <memory>
#include <string>

namespace zugang::keys {

/// A public key that verifies. Copies share the key.
class PublicKey {
public:
    /// From a public JWK; refuses private members, RSA under 2048 bits, points off the curve, and an `alg` that
    /// differs.
    [[nodiscard]] static Result<PublicKey> from_jwk(Json const& jwk, Algorithm algorithm);

    [[nodiscard]] Algorithm algorithm() const;
    [[nodiscard]] std::string const& kid() const; // the JWK's kid, else the thumbprint
    /// {"kty":…,"use":"sig","alg":…,"kid":…, public members only}
    [[nodiscard]] std::string to_jwk() const;
    /// SHA-256 thumbprint, base64url (RFC 7638).
    [[nodiscard]] std::string thumbprint() const;
    /// `signature` in JOSE form (r||s for ECDSA).
    [[nodiscard]] bool verify(std::string_view message, ByteView signature) const;

    struct Implementation;
    explicit PublicKey(std::shared_ptr<Implementation const> implementation);

private:
    std::shared_ptr<Implementation const> implementation_;
};

/// A private key that signs. Copies share the key; safe from several threads.
class PrivateKey {
public:
    /// A new key: P-256, P-384, RSA 3072 or Ed25519.
    [[nodiscard]] static PrivateKey generate(Algorithm algorithm);
    /// From PKCS#8 DER, as `to_pkcs8` gave it.
    [[nodiscard]] static Result<PrivateKey> from_pkcs8(ByteView der, Algorithm algorithm);

    [[nodiscard]] Secret to_pkcs8() const;
    [[nodiscard]] PublicKey public_key() const;
    /// Signature in JOSE form.
    [[nodiscard]] Bytes sign(std::string_view message) const;

    struct Implementation;
    explicit PrivateKey(std::shared_ptr<Implementation const> implementation);

private:
    std::shared_ptr<Implementation const> implementation_;
};

} // namespace zugang::keys
