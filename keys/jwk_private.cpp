#include "keys/algorithm_traits.hpp"
#include "keys/ecdsa_form.hpp"
#include "keys/jwk.hpp"
#include "keys/key_material.hpp"
#include "keys/private_pkey.hpp"

namespace zugang::keys {
namespace {

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
    return assemble_private_key(generate_pkey(traits_of(algorithm).shape), algorithm);
}

Result<PrivateKey> PrivateKey::from_pkcs8(ByteView der, Algorithm algorithm)
{
    auto const& traits = traits_of(algorithm);
    auto pkey = read_pkcs8(der);
    if (!pkey)
        return failure("the private key is not PKCS#8 DER");
    if (!is_own_key_of(pkey.get(), traits.shape))
        return failure("the private key is not one for " + std::string(traits.name));
    return assemble_private_key(std::move(pkey), algorithm);
}

Secret PrivateKey::to_pkcs8() const
{
    return write_pkcs8(implementation_->material->pkey.get());
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
    return traits.shape.type == KeyType::ec ? to_jose_form(signature, traits.shape.coordinate) : signature;
}

} // namespace zugang::keys
