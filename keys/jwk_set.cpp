#include "keys/jwk_set.hpp"
#include "base/base64url.hpp"
#include "keys/public_members.hpp"

namespace zugang::keys {
namespace {

constexpr std::size_t most_keys = 100;
constexpr JsonLimits set_limits{.bytes = 262144, .depth = 8, .members = 2500}; // certificate chains are long

} // namespace

Result<JwkSet> JwkSet::parse(std::string_view json)
{
    auto const set = Json::parse(json, set_limits);
    auto const list = set ? set->find("keys") : std::nullopt;
    if (!list || !list->is_array())
        return failure("the JWK set is not a JSON object with an array \"keys\"");
    auto keys = list->items();
    if (keys.size() > most_keys)
        return failure("the JWK set holds over 100 keys");
    for (auto const& key : keys) {
        if (!key.is_object())
            return failure("a key of the JWK set is not an object");
        // Whoever publishes a private key has given it away: nothing signed with it proves anything.
        if (has_private_member(key) || key.string("kty") == "oct")
            return failure("the JWK set holds a private or symmetric key");
    }
    return JwkSet{std::move(keys)};
}

std::vector<PublicKey> JwkSet::find_signing(Algorithm algorithm, std::string_view kid) const
{
    std::vector<PublicKey> found;
    for (auto const& jwk : keys_) {
        // A key without a name of its own goes by its thumbprint, which PublicKey works out.
        if (!kid.empty() && jwk.has("kid") && jwk.string("kid") != kid)
            continue;
        auto key = PublicKey::from_jwk(jwk, algorithm);
        if (key && (kid.empty() || key->kid() == kid))
            found.push_back(std::move(*key));
    }
    return found;
}

std::optional<EncryptionKey> JwkSet::find_encryption(KeyManagement algorithm) const
{
    for (auto const is_marked : {true, false})
        for (auto const& jwk : keys_)
            if (jwk.has("use") == is_marked)
                if (auto key = EncryptionKey::from_jwk(jwk, algorithm))
                    return *key;
    return std::nullopt;
}

std::vector<Bytes> JwkSet::certificates() const
{
    std::vector<Bytes> found;
    for (auto const& jwk : keys_) {
        auto const chain = jwk.strings("x5c");
        if (!chain || chain->empty())
            continue;
        if (auto der = base64_decode(chain->front())) // base64, not base64url (RFC 7517 §4.7)
            found.push_back(std::move(*der));
    }
    return found;
}

bool JwkSet::has_kid(std::string_view kid) const
{
    for (auto const& jwk : keys_)
        if (jwk.string("kid") == kid)
            return true;
    return false;
}

} // namespace zugang::keys
