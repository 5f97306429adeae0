#include "keys/jwe_keys.hpp"
#include "keys/public_members.hpp"

namespace zugang::keys {
namespace {

/// The shape a JWK names, where `algorithm` can be used with it.
KeyShape const& wanted_shape(Json const& jwk, KeyManagement algorithm)
{
    if (is_shape_for(rsa_shape, algorithm))
        return rsa_shape;
    return jwk.string("crv") == p384_shape.curve ? p384_shape : p256_shape;
}

KeyPurpose purpose_of(KeyManagement algorithm)
{
    if (is_shape_for(rsa_shape, algorithm))
        return {to_name(algorithm), "enc", {"encrypt", "wrapKey"}};
    return {to_name(algorithm), "enc", {"deriveKey", "deriveBits"}};
}

} // namespace

bool is_shape_for(KeyShape const& shape, KeyManagement algorithm)
{
    switch (algorithm) {
    case KeyManagement::rsa_oaep:
    case KeyManagement::rsa_oaep_256:
        return shape.type == KeyType::rsa;
    case KeyManagement::ecdh_es:
    case KeyManagement::ecdh_es_a128kw:
    case KeyManagement::ecdh_es_a256kw:
        return shape.type == KeyType::ec;
    }
    return false;
}

EncryptionKey::EncryptionKey(std::shared_ptr<Implementation const> implementation)
    : implementation_(std::move(implementation))
{
}

Result<EncryptionKey> EncryptionKey::from_jwk(Json const& jwk, KeyManagement algorithm)
{
    auto const& shape = wanted_shape(jwk, algorithm);
    auto const members = parse_public_members(jwk, shape, purpose_of(algorithm));
    if (!members)
        return std::unexpected(members.error());
    auto kid = jwk.string("kid");
    if (!kid && jwk.has("kid"))
        return failure("the JWK's kid is not a string");
    auto pkey = make_public_pkey(*members, shape);
    if (!pkey || !is_sound_public_key(pkey.get(), *members, shape))
        return failure("the JWK's numbers are no sound public key");
    auto labelled = std::move(kid).value_or("");
    auto published = render_public_jwk(*members, shape, {"enc", "", labelled});
    return EncryptionKey{std::make_shared<Implementation const>(
        Implementation{std::move(pkey), shape, std::move(labelled), std::move(published)})};
}

std::string const& EncryptionKey::kid() const
{
    return implementation_->kid;
}

bool EncryptionKey::fits(KeyManagement algorithm) const
{
    return is_shape_for(implementation_->shape, algorithm);
}

std::string EncryptionKey::to_jwk() const
{
    return implementation_->jwk;
}

} // namespace zugang::keys
