#include "base/sha256.hpp"
#include "keys/jwe_keys.hpp"
#include "keys/private_pkey.hpp"
#include "keys/public_members.hpp"

namespace zugang::keys {
namespace {

EncryptionKey make_own_encryption_key(EVP_PKEY const* pkey, KeyShape const& shape)
{
    auto const members = read_public_members(pkey, shape);
    auto public_pkey = make_public_pkey(members, shape);
    require_openssl(public_pkey != nullptr, "take the public half of a key");
    auto kid = thumbprint_of(members, shape);
    auto jwk = render_public_jwk(members, shape, {"enc", "", kid});
    return EncryptionKey{std::make_shared<EncryptionKey::Implementation const>(
        EncryptionKey::Implementation{std::move(public_pkey), shape, std::move(kid), std::move(jwk)})};
}

DecryptionKey assemble_decryption_key(PkeyHandle pkey, KeyShape const& shape)
{
    auto public_key = make_own_encryption_key(pkey.get(), shape);
    auto const substitution = hmac_sha256(write_pkcs8(pkey.get()).bytes(), bytes_of("zugang jwe substitution"));
    return DecryptionKey{std::make_shared<DecryptionKey::Implementation const>(DecryptionKey::Implementation{
        std::move(pkey), shape, std::move(public_key), Secret{std::string(text_of(substitution))}})};
}

} // namespace

DecryptionKey::DecryptionKey(std::shared_ptr<Implementation const> implementation)
    : implementation_(std::move(implementation))
{
}

DecryptionKey DecryptionKey::generate(KeyManagement algorithm)
{
    auto const& shape = is_shape_for(rsa_shape, algorithm) ? rsa_shape : p256_shape;
    return assemble_decryption_key(generate_pkey(shape), shape);
}

Result<DecryptionKey> DecryptionKey::from_pkcs8(ByteView der, KeyManagement algorithm)
{
    auto pkey = read_pkcs8(der);
    if (!pkey)
        return failure("the private key is not PKCS#8 DER");
    for (auto const* const shape : {&rsa_shape, &p256_shape, &p384_shape})
        if (is_shape_for(*shape, algorithm) && is_own_key_of(pkey.get(), *shape))
            return assemble_decryption_key(std::move(pkey), *shape);
    return failure("the private key is not one for " + std::string(to_name(algorithm)));
}

Secret DecryptionKey::to_pkcs8() const
{
    return write_pkcs8(implementation_->pkey.get());
}

EncryptionKey const& DecryptionKey::public_key() const
{
    return implementation_->public_key;
}

} // namespace zugang::keys
