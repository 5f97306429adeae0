// SoftKey: a private key as authenticators and those who certify them have it, for tests. Only OpenSSL behind it.
#pragma once
#include "base/bytes.hpp"
#include <memory>

struct evp_pkey_st; // OpenSSL's EVP_PKEY

namespace zugang::tests {

enum class KeyKind { es256, es384, es512, eddsa, rs256, rs256_3072 };
constexpr KeyKind all_key_kinds[] = {KeyKind::es256, KeyKind::es384, KeyKind::es512,
                                     KeyKind::eddsa, KeyKind::rs256, KeyKind::rs256_3072};

[[nodiscard]] char const* to_text(KeyKind kind);         // "ES256", "RS256 (3072)"
[[nodiscard]] std::int64_t cose_algorithm(KeyKind kind); // -7

class SoftKey {
public:
    /// A fresh key; RSA keys are slow to make, so there is one per size and `number` in each run.
    [[nodiscard]] static SoftKey make(KeyKind kind, int number = 0);

    [[nodiscard]] KeyKind kind() const { return kind_; }
    /// As COSE asks for it: ECDSA in DER, RSA with PKCS#1 v1.5, each with the algorithm's hash.
    [[nodiscard]] Bytes sign(ByteView message) const;
    [[nodiscard]] Bytes cose() const; // the public key as a COSE_Key map
    [[nodiscard]] Bytes spki() const; // the public key as SubjectPublicKeyInfo, DER
    /// The public key's numbers: EC x and y (as long as the field), Ed25519 x, RSA n and e.
    [[nodiscard]] Bytes x() const;
    [[nodiscard]] Bytes y() const;
    [[nodiscard]] Bytes n() const;
    [[nodiscard]] Bytes e() const;
    [[nodiscard]] evp_pkey_st* handle() const { return key_.get(); }

private:
    SoftKey(KeyKind kind, std::shared_ptr<evp_pkey_st> key) : kind_(kind), key_(std::move(key)) {}
    KeyKind kind_;
    std::shared_ptr<evp_pkey_st> key_;
};

} // namespace zugang::tests
