#include "keys/private_pkey.hpp"

namespace zugang::keys {
namespace {

constexpr std::size_t generated_rsa_bits = 3072;
constexpr int smallest_own_rsa_bits = 2048;

PkeyHandle run_keygen(KeyShape const& shape)
{
    switch (shape.type) {
    case KeyType::ec:
        return PkeyHandle{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", shape.group)};
    case KeyType::rsa:
        return PkeyHandle{EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", generated_rsa_bits)};
    case KeyType::okp:
        break;
    }
    return PkeyHandle{EVP_PKEY_Q_keygen(nullptr, nullptr, shape.group)};
}

bool has_shape(EVP_PKEY const* pkey, KeyShape const& shape)
{
    switch (shape.type) {
    case KeyType::ec: {
        char name[32] = {};
        return EVP_PKEY_is_a(pkey, "EC") == 1 && EVP_PKEY_get_group_name(pkey, name, sizeof name, nullptr) == 1 &&
               EC_curve_nist2nid(shape.group) == OBJ_sn2nid(name);
    }
    case KeyType::rsa: // not "RSA-PSS", whose parameters could forbid ours
        return EVP_PKEY_is_a(pkey, "RSA") == 1 && EVP_PKEY_get_bits(pkey) >= smallest_own_rsa_bits;
    case KeyType::okp:
        break;
    }
    return EVP_PKEY_is_a(pkey, shape.group) == 1;
}

} // namespace

PkeyHandle generate_pkey(KeyShape const& shape)
{
    auto pkey = run_keygen(shape);
    require_openssl(pkey != nullptr, "generate a key");
    return pkey;
}

PkeyHandle read_pkcs8(ByteView der)
{
    auto const* position = der.data();
    Pkcs8Handle const info{d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, static_cast<long>(der.size()))};
    PkeyHandle pkey{info ? EVP_PKCS82PKEY_ex(info.get(), nullptr, nullptr) : nullptr};
    if (pkey && position == der.data() + der.size())
        return pkey;
    ERR_clear_error();
    return nullptr;
}

Secret write_pkcs8(EVP_PKEY const* pkey)
{
    Pkcs8Handle const info{EVP_PKEY2PKCS8(pkey)};
    require_openssl(info != nullptr, "write out a private key");
    unsigned char* der = nullptr;
    auto const size = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der);
    require_openssl(size > 0, "encode a private key");
    auto const length = static_cast<std::size_t>(size);
    Secret secret{std::string(text_of({der, length}))};
    OPENSSL_clear_free(der, length);
    return secret;
}

bool is_own_key_of(EVP_PKEY const* pkey, KeyShape const& shape)
{
    auto const fits = has_shape(pkey, shape);
    ERR_clear_error();
    return fits;
}

} // namespace zugang::keys
