#include "tests/support/soft_key.hpp"
#include "tests/support/cbor_writer.hpp"
#include <map>
#include <mutex>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdexcept>

namespace zugang::tests {
namespace {

void must(bool worked, char const* what)
{
    if (!worked)
        throw std::runtime_error(std::string("soft key: ") + what);
}

Bytes number_of(EVP_PKEY* key, char const* name, std::size_t size = 0)
{
    BIGNUM* number = nullptr;
    must(EVP_PKEY_get_bn_param(key, name, &number) == 1, name);
    Bytes out(size != 0 ? size : static_cast<std::size_t>(BN_num_bytes(number)));
    BN_bn2binpad(number, out.data(), static_cast<int>(out.size()));
    BN_free(number);
    return out;
}

EVP_PKEY* generate(KeyKind kind)
{
    switch (kind) {
    case KeyKind::es256:
        return EVP_EC_gen("P-256");
    case KeyKind::es384:
        return EVP_EC_gen("P-384");
    case KeyKind::es512:
        return EVP_EC_gen("P-521");
    case KeyKind::eddsa:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    case KeyKind::rs256:
        return EVP_RSA_gen(2048);
    case KeyKind::rs256_3072:
        return EVP_RSA_gen(3072);
    }
    return nullptr;
}

std::shared_ptr<EVP_PKEY> generate_owned(KeyKind kind)
{
    std::shared_ptr<EVP_PKEY> key(generate(kind), &EVP_PKEY_free);
    must(key != nullptr, "generate");
    return key;
}

bool is_rsa(KeyKind kind)
{
    return kind == KeyKind::rs256 || kind == KeyKind::rs256_3072;
}

EVP_MD const* hash_of(KeyKind kind)
{
    switch (kind) {
    case KeyKind::es384:
        return EVP_sha384();
    case KeyKind::es512:
        return EVP_sha512();
    case KeyKind::eddsa:
        return nullptr;
    case KeyKind::es256:
    case KeyKind::rs256:
    case KeyKind::rs256_3072:
        break;
    }
    return EVP_sha256();
}

struct Curve {
    int cose;
    std::size_t field;
};
Curve curve_of(KeyKind kind)
{
    if (kind == KeyKind::es384)
        return {2, 48};
    if (kind == KeyKind::es512)
        return {3, 66};
    return {1, 32};
}

} // namespace

char const* to_text(KeyKind kind)
{
    switch (kind) {
    case KeyKind::es256:
        return "ES256";
    case KeyKind::es384:
        return "ES384";
    case KeyKind::es512:
        return "ES512";
    case KeyKind::eddsa:
        return "EdDSA";
    case KeyKind::rs256:
        return "RS256";
    case KeyKind::rs256_3072:
        return "RS256 (3072)";
    }
    return "";
}

std::int64_t cose_algorithm(KeyKind kind)
{
    switch (kind) {
    case KeyKind::es256:
        return -7;
    case KeyKind::es384:
        return -35;
    case KeyKind::es512:
        return -36;
    case KeyKind::eddsa:
        return -8;
    case KeyKind::rs256:
    case KeyKind::rs256_3072:
        break;
    }
    return -257;
}

SoftKey SoftKey::make(KeyKind kind, int number)
{
    if (!is_rsa(kind))
        return {kind, generate_owned(kind)};
    static std::mutex guard;
    static std::map<std::pair<KeyKind, int>, std::shared_ptr<EVP_PKEY>> made;
    std::lock_guard const lock(guard);
    auto& key = made[{kind, number}];
    if (!key)
        key = generate_owned(kind);
    return {kind, key};
}

Bytes SoftKey::sign(ByteView message) const
{
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    must(EVP_DigestSignInit(context.get(), nullptr, hash_of(kind_), nullptr, key_.get()) == 1, "sign");
    std::size_t size = 0;
    must(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) == 1, "sign");
    Bytes out(size);
    must(EVP_DigestSign(context.get(), out.data(), &size, message.data(), message.size()) == 1, "sign");
    out.resize(size);
    return out;
}

Bytes SoftKey::x() const
{
    if (kind_ != KeyKind::eddsa)
        return number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, curve_of(kind_).field);
    Bytes out(32);
    std::size_t size = out.size();
    must(EVP_PKEY_get_raw_public_key(key_.get(), out.data(), &size) == 1, "public key");
    return out;
}

Bytes SoftKey::y() const
{
    return number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, curve_of(kind_).field);
}

Bytes SoftKey::n() const
{
    return number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N);
}

Bytes SoftKey::e() const
{
    return number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E);
}

Bytes SoftKey::cose() const
{
    using cbor::integer;
    constexpr int okp = 1;
    constexpr int ec2 = 2;
    constexpr int rsa = 3;
    constexpr int ed25519 = 6;
    auto const algorithm = integer(cose_algorithm(kind_));
    if (is_rsa(kind_))
        return cbor::map({{integer(1), integer(rsa)},
                          {integer(3), algorithm},
                          {integer(-1), cbor::bytes(n())},
                          {integer(-2), cbor::bytes(e())}});
    if (kind_ == KeyKind::eddsa)
        return cbor::map({{integer(1), integer(okp)},
                          {integer(3), algorithm},
                          {integer(-1), integer(ed25519)},
                          {integer(-2), cbor::bytes(x())}});
    return cbor::map({{integer(1), integer(ec2)},
                      {integer(3), algorithm},
                      {integer(-1), integer(curve_of(kind_).cose)},
                      {integer(-2), cbor::bytes(x())},
                      {integer(-3), cbor::bytes(y())}});
}

Bytes SoftKey::spki() const
{
    unsigned char* out = nullptr;
    auto const size = i2d_PUBKEY(key_.get(), &out);
    must(size > 0, "public key");
    Bytes copy(out, out + size);
    OPENSSL_free(out);
    return copy;
}

} // namespace zugang::tests
