#include "keys/algorithm_traits.hpp"
#include "keys/ecdsa_form.hpp"
#include "keys/jwk.hpp"
#include "keys/key_material.hpp"
#include <openssl/rsa.h>

namespace zugang::keys {
namespace {

constexpr std::size_t generated_rsa_bits = 3072;
constexpr int smallest_own_rsa_bits = 2048;

PkeyHandle generate_pkey(AlgorithmTraits const& traits)
{
    switch (traits.key_type) {
    case KeyType::ec:
        return PkeyHandle{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", traits.group)};
    case KeyType::rsa:
        return PkeyHandle{EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", generated_rsa_bits)};
    case KeyType::okp:
        break;
    }
    return PkeyHandle{EVP_PKEY_Q_keygen(nullptr, nullptr, traits.group)};
}

bool is_key_for(EVP_PKEY const* pkey, AlgorithmTraits const& traits)
{
    switch (traits.key_type) {
    case KeyType::ec: {
        char name[32] = {};
        return EVP_PKEY_is_a(pkey, "EC") == 1 && EVP_PKEY_get_group_name(pkey, name, sizeof name, nullptr) == 1 &&
               EC_curve_nist2nid(traits.group) == OBJ_sn2nid(name);
    }
    case KeyType::rsa: // not "RSA-PSS", whose parameters could forbid ours
        return EVP_PKEY_is_a(pkey, "RSA") == 1 && EVP_PKEY_get_bits(pkey) >= smallest_own_rsa_bits;
    case KeyType::okp:
        break;
    }
    return EVP_PKEY_is_a(pkey, traits.group) == 1;
}

PrivateKey assemble_private_key(PkeyHandle pkey, Algorithm algorithm)
{
    auto public_key = make_own_public_key(pkey.get(), algorithm);
    auto material = std::make_shared<KeyMaterial const>(std::move(pkey), algorithm, KeyUse::sign);
    return PrivateKey{std::make_shared<PrivateKey::Implementation const>(
        PrivateKey::Implementation{std::move(material), std::move(public_key)})};
}

} // namespace

PrivateKey::PrivateKey(std::shared_ptr<Implementation const> implementation)
    : implementation_(std::move(implementation))
{
}

PrivateKey PrivateKey::generate(Algorithm algorithm)
{
    auto pkey = generate_pkey(traits_of(algorithm));
    require_openssl(pkey != nullptr, "generate a key");
    return assemble_private_key(std::move(pkey), algorithm);
}

Result<PrivateKey> PrivateKey::from_pkcs8(ByteView der, Algorithm algorithm)
{
    auto const* position = der.data();
    Pkcs8Handle const info{d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, static_cast<long>(der.size()))};
    PkeyHandle pkey{info ? EVP_PKCS82PKEY_ex(info.get(), nullptr, nullptr) : nullptr};
    if (!pkey || position != der.data() + der.size()) {
        ERR_clear_error();
        return failure("the private key is not PKCS#8 DER");
    }
    auto const fits = is_key_for(pkey.get(), traits_of(algorithm));
    ERR_clear_error();
    if (!fits)
        return failure("the private key is not one for " + std::string(to_name(algorithm)));
    return assemble_private_key(std::move(pkey), algorithm);
}

Secret PrivateKey::to_pkcs8() const
{
    Pkcs8Handle const info{EVP_PKEY2PKCS8(implementation_->material->pkey.get())};
    require_openssl(info != nullptr, "write out a private key");
    unsigned char* der = nullptr;
    auto const size = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der);
    require_openssl(size > 0, "encode a private key");
    auto const length = static_cast<std::size_t>(size);
    Secret secret{std::string(text_of({der, length}))};
    OPENSSL_clear_free(der, length);
    return secret;
}

PublicKey PrivateKey::public_key() const
{
    return implementation_->public_key;
}

Bytes PrivateKey::sign(std::string_view message) const
{
    auto const& material = *implementation_->material;
    auto const& traits = traits_of(material.algorithm);
    auto size = static_cast<std::size_t>(EVP_PKEY_get_size(material.pkey.get()));
    Bytes signature(size);
    {
        PreparedContext const context{implementation_->material};
        auto const text = bytes_of(message);
        require_openssl(EVP_DigestSign(context.get(), signature.data(), &size, text.data(), text.size()) == 1, "sign");
    }
    signature.resize(size);
    return traits.key_type == KeyType::ec ? to_jose_form(signature, traits.coordinate) : signature;
}

} // namespace zugang::keys
