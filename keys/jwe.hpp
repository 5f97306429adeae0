// JWE compact serialisation (RFC 7516 §7.1): encrypt to a client's key, decrypt with one of ours.
#pragma once
#include "base/json.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "keys/encryption.hpp"
#include <memory>
#include <string>

namespace zugang::keys {

/// A public key to encrypt to: RSA of 2048 bits and more, P-256 or P-384. Copies share the key.
class EncryptionKey {
public:
    /// From a public JWK; refuses private members, use "sig", another `alg`, weak RSA and points off the curve.
    [[nodiscard]] static Result<EncryptionKey> from_jwk(Json const& jwk, KeyManagement algorithm);
    /// The JWK's kid, empty where it has none: a kid its owner never gave finds no key there.
    [[nodiscard]] std::string const& kid() const;
    [[nodiscard]] bool fits(KeyManagement algorithm) const;
    /// {"kty":…,"use":"enc","kid":…, public members only}. Without "alg": one key serves its whole family.
    [[nodiscard]] std::string to_jwk() const;

    struct Implementation;
    explicit EncryptionKey(std::shared_ptr<Implementation const> implementation);
    [[nodiscard]] Implementation const& implementation() const { return *implementation_; }

private:
    std::shared_ptr<Implementation const> implementation_;
};

/// A private key that decrypts: RSA 3072 for RSA-OAEP and RSA-OAEP-256, P-256 for ECDH-ES and its key wraps.
class DecryptionKey {
public:
    [[nodiscard]] static DecryptionKey generate(KeyManagement algorithm);
    /// From PKCS#8 DER, as `to_pkcs8` gave it: RSA of 2048 bits and more, P-256 or P-384.
    [[nodiscard]] static Result<DecryptionKey> from_pkcs8(ByteView der, KeyManagement algorithm);
    [[nodiscard]] Secret to_pkcs8() const;
    [[nodiscard]] EncryptionKey const& public_key() const; // its kid is the thumbprint

    struct Implementation;
    explicit DecryptionKey(std::shared_ptr<Implementation const> implementation);
    [[nodiscard]] Implementation const& implementation() const { return *implementation_; }

private:
    std::shared_ptr<Implementation const> implementation_;
};

struct JweChoice { // what a client registered: …_encrypted_response_alg and _enc
    KeyManagement algorithm = KeyManagement::rsa_oaep_256;
    ContentEncryption encryption = ContentEncryption::a128cbc_hs256; // OIDC Registration §2: the default
    bool operator==(JweChoice const&) const = default;
};

/// `cty` is "JWT" around a nested JWS, else left out where empty. `key` fits `choice.algorithm`.
[[nodiscard]] std::string encrypt_jwe(EncryptionKey const& key, JweChoice choice, std::string_view cty,
                                      std::string_view plaintext, Random& random);

/// Whether a compact text has the five parts of a JWE.
[[nodiscard]] bool is_jwe(std::string_view compact);

/// A JWE taken apart, not yet decrypted: enough to choose the key by.
struct ReceivedJwe {
    KeyManagement algorithm = KeyManagement::rsa_oaep_256;
    ContentEncryption encryption = ContentEncryption::a128cbc_hs256;
    std::string kid; // may be empty
    std::string cty; // may be empty
    Json header;
    Bytes encrypted_key;
    Bytes nonce; // the JWE's initialization vector
    Bytes ciphertext;
    Bytes tag;
    std::string associated_data; // the encoded protected header
};
/// Fails on anything but five canonical parts, an algorithm outside the lists, `zip`, `crit`. Never throws.
[[nodiscard]] Result<ReceivedJwe> parse_jwe(std::string_view compact);
/// The plaintext. One failure for every cause after parsing: what failed must not be told (RFC 7516 §11.5).
[[nodiscard]] Result<std::string> decrypt_jwe(ReceivedJwe const& jwe, DecryptionKey const& key);

} // namespace zugang::keys
