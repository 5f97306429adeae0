#include "keys/algorithm_traits.hpp"
#include "keys/ecdsa_form.hpp"
#include "keys/jwk.hpp"
#include "keys/key_material.hpp"
#include "keys/public_members.hpp"

namespace zugang::keys {
namespace {

PublicKey assemble_public_key(PkeyHandle pkey, Algorithm algorithm, PublicMembers const& members, std::string kid)
{
    auto const& traits = traits_of(algorithm);
    auto thumbprint = thumbprint_of(members, traits.shape);
    if (kid.empty())
        kid = thumbprint;
    auto jwk = render_public_jwk(members, traits.shape, {"sig", traits.name, kid});
    auto material = std::make_shared<KeyMaterial const>(std::move(pkey), algorithm, KeyUse::verify);
    return PublicKey{std::make_shared<PublicKey::Implementation const>(
        PublicKey::Implementation{std::move(material), std::move(kid), std::move(thumbprint), std::move(jwk)})};
}

} // namespace

PublicKey::PublicKey(std::shared_ptr<Implementation const> implementation) : implementation_(std::move(implementation))
{
}

Result<PublicKey> PublicKey::from_jwk(Json const& jwk, Algorithm algorithm)
{
    auto const& traits = traits_of(algorithm);
    auto const members = parse_public_members(jwk, traits.shape, {traits.name, "sig", {"verify"}});
    if (!members)
        return std::unexpected(members.error());
    auto const kid = jwk.string("kid");
    if (!kid && jwk.has("kid"))
        return failure("the JWK's kid is not a string");
    auto pkey = make_public_pkey(*members, traits.shape);
    if (!pkey || !is_sound_public_key(pkey.get(), *members, traits.shape))
        return failure("the JWK's numbers are no sound public key");
    return assemble_public_key(std::move(pkey), algorithm, *members, kid.value_or(""));
}

PublicKey make_own_public_key(EVP_PKEY const* pkey, Algorithm algorithm)
{
    auto const& shape = traits_of(algorithm).shape;
    auto const members = read_public_members(pkey, shape);
    // A key of its own, so that whoever keeps the public half does not keep the private one alive.
    auto public_pkey = make_public_pkey(members, shape);
    require_openssl(public_pkey != nullptr, "take the public half of a key");
    return assemble_public_key(std::move(public_pkey), algorithm, members, "");
}

Algorithm PublicKey::algorithm() const
{
    return implementation_->material->algorithm;
}

std::string const& PublicKey::kid() const
{
    return implementation_->kid;
}

std::string PublicKey::to_jwk() const
{
    return implementation_->jwk;
}

std::string PublicKey::thumbprint() const
{
    return implementation_->thumbprint;
}

bool PublicKey::verify(std::string_view message, ByteView signature) const
{
    auto const& traits = traits_of(algorithm());
    std::optional<Bytes> der;
    if (traits.shape.type == KeyType::ec) {
        der = to_der_form(signature, traits.shape.coordinate);
        if (!der)
            return false;
        signature = *der;
    }
    PreparedContext const context{implementation_->material};
    auto const text = bytes_of(message);
    auto const right =
        EVP_DigestVerify(context.get(), signature.data(), signature.size(), text.data(), text.size()) == 1;
    if (!right)
        ERR_clear_error(); // see require_openssl
    return right;
}

} // namespace zugang::keys
