#include "base/sha256.hpp"
#include "keys/public_members.hpp"
#include <mutex>
#include <openssl/core_names.h>
#include <set>
#include <sodium.h>

namespace zugang::keys {
namespace {

BignumHandle read_number(EVP_PKEY const* pkey, char const* name)
{
    BIGNUM* number = nullptr;
    require_openssl(EVP_PKEY_get_bn_param(pkey, name, &number) == 1, "read a number of a key");
    return BignumHandle{number};
}

Bytes to_padded(BIGNUM const* number, std::size_t size)
{
    Bytes bytes(size);
    require_openssl(BN_bn2binpad(number, bytes.data(), static_cast<int>(size)) >= 0, "write out a number");
    return bytes;
}

Bytes to_shortest(BIGNUM const* number)
{
    return to_padded(number, static_cast<std::size_t>(BN_num_bytes(number)));
}

BignumHandle to_bignum(ByteView bytes)
{
    BignumHandle number{BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)};
    require_openssl(number != nullptr, "take a number in");
    return number;
}

PkeyHandle build_public_pkey(char const* key_type, OSSL_PARAM_BLD* builder)
{
    ParametersHandle const parameters{OSSL_PARAM_BLD_to_param(builder)};
    PkeyContextHandle const context{EVP_PKEY_CTX_new_from_name(nullptr, key_type, nullptr)};
    require_openssl(parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1, "begin a public key");
    EVP_PKEY* pkey = nullptr;
    if (EVP_PKEY_fromdata(context.get(), &pkey, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
        ERR_clear_error();
        return nullptr;
    }
    return PkeyHandle{pkey};
}

PkeyHandle make_ec_pkey(PublicMembers const& members, KeyShape const& shape)
{
    Bytes point{0x04}; // uncompressed (SEC 1 §2.3.3)
    point.insert(point.end(), members.first.begin(), members.first.end());
    point.insert(point.end(), members.second.begin(), members.second.end());
    ParameterBuilderHandle const builder{OSSL_PARAM_BLD_new()};
    require_openssl(
        builder && OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, shape.group, 0) == 1 &&
            OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1,
        "describe an EC key");
    return build_public_pkey("EC", builder.get());
}

PkeyHandle make_rsa_pkey(PublicMembers const& members)
{
    auto const modulus = to_bignum(members.first);
    auto const exponent = to_bignum(members.second);
    ParameterBuilderHandle const builder{OSSL_PARAM_BLD_new()};
    require_openssl(builder && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) == 1 &&
                        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) == 1,
                    "describe an RSA key");
    return build_public_pkey("RSA", builder.get());
}

/// RSA keys found sound before. The check takes 14 ms, and a client's key is read again with each of its requests.
class SoundKeys {
public:
    bool contains(Bytes const& thumbprint)
    {
        std::lock_guard const lock{mutex_};
        return known_.contains(thumbprint);
    }
    void add(Bytes thumbprint)
    {
        std::lock_guard const lock{mutex_};
        if (known_.size() >= capacity)
            known_.clear();
        known_.insert(std::move(thumbprint));
    }

private:
    static constexpr std::size_t capacity = 4096;
    std::mutex mutex_;
    std::set<Bytes> known_;
};

SoundKeys& sound_keys()
{
    static SoundKeys keys;
    return keys;
}

bool passes_public_check(EVP_PKEY* pkey)
{
    PkeyContextHandle const context{EVP_PKEY_CTX_new_from_pkey(nullptr, pkey, nullptr)};
    require_openssl(context != nullptr, "begin to check a public key");
    auto const sound = EVP_PKEY_public_check(context.get()) == 1;
    ERR_clear_error();
    return sound;
}

} // namespace

PublicMembers read_public_members(EVP_PKEY const* pkey, KeyShape const& shape)
{
    switch (shape.type) {
    case KeyType::ec:
        return {to_padded(read_number(pkey, OSSL_PKEY_PARAM_EC_PUB_X).get(), shape.coordinate),
                to_padded(read_number(pkey, OSSL_PKEY_PARAM_EC_PUB_Y).get(), shape.coordinate)};
    case KeyType::rsa:
        return {to_shortest(read_number(pkey, OSSL_PKEY_PARAM_RSA_N).get()),
                to_shortest(read_number(pkey, OSSL_PKEY_PARAM_RSA_E).get())};
    case KeyType::okp:
        break;
    }
    Bytes raw(shape.coordinate);
    auto size = raw.size();
    require_openssl(EVP_PKEY_get_raw_public_key(pkey, raw.data(), &size) == 1 && size == raw.size(),
                    "read an Ed25519 key");
    return {std::move(raw), {}};
}

PkeyHandle make_public_pkey(PublicMembers const& members, KeyShape const& shape)
{
    switch (shape.type) {
    case KeyType::ec:
        return make_ec_pkey(members, shape);
    case KeyType::rsa:
        return make_rsa_pkey(members);
    case KeyType::okp:
        break;
    }
    PkeyHandle pkey{
        EVP_PKEY_new_raw_public_key_ex(nullptr, shape.group, nullptr, members.first.data(), members.first.size())};
    if (!pkey)
        ERR_clear_error();
    return pkey;
}

bool is_sound_public_key(EVP_PKEY* pkey, PublicMembers const& members, KeyShape const& shape)
{
    // OpenSSL 3.0 takes any 32 bytes for an Ed25519 key. One of small order would accept one signature for every
    // message.
    if (shape.type == KeyType::okp && crypto_core_ed25519_is_valid_point(members.first.data()) != 1)
        return false;
    if (shape.type != KeyType::rsa)
        return passes_public_check(pkey);
    auto thumbprint = sha256(bytes_of(thumbprint_of(members, shape)));
    if (sound_keys().contains(thumbprint))
        return true;
    auto const sound = passes_public_check(pkey);
    if (sound)
        sound_keys().add(std::move(thumbprint));
    return sound;
}

} // namespace zugang::keys
