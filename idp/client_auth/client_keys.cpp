#include "idp/client_auth/client_keys.hpp"

namespace zugang::idp::client_auth {
namespace {

using Freshness = RemoteDocuments::Freshness;

Result<keys::Algorithm> allowed_algorithm(oauth::Client const& client, keys::UnverifiedJws const& jws,
                                          std::optional<keys::Algorithm> demanded)
{
    auto const algorithm = keys::parse_algorithm(jws.algorithm);
    if (!algorithm)
        return failure("signed with an algorithm that is not ours");
    if (demanded && *demanded != *algorithm)
        return failure("signed with another algorithm than the client registered");
    // FAPI 2.0 §5.4.1: no PKCS #1 v1.5 signatures.
    if (client.profile != oauth::Profile::oidc && *algorithm == keys::Algorithm::rs256)
        return failure("RS256 is not for the client's profile");
    return *algorithm;
}

/// The payload, where one of the keys that fit has signed it; what else there is to say of them is whether one had the
/// kid.
struct Tried {
    std::optional<std::string> payload;
    bool had_kid = false;
};

Tried try_keys(keys::JwkSet const& set, keys::UnverifiedJws const& jws, keys::Algorithm algorithm)
{
    auto const fitting = set.find_signing(algorithm, jws.kid);
    for (auto const& key : fitting)
        if (auto payload = verify_jws(jws, key))
            return {std::move(*payload), true};
    return {std::nullopt, !jws.kid.empty() && !fitting.empty()};
}

} // namespace

Result<keys::JwkSet> load_client_keys(oauth::Client const& client, Freshness freshness, Services& on, Instant now)
{
    if (!client.jwks.empty())
        return keys::JwkSet::parse(client.jwks);
    if (client.jwks_uri.empty())
        return failure("the client has no keys");
    auto const text = on.remote.get(client.jwks_uri, freshness, now);
    if (!text)
        return failure("jwks_uri: " + text.error().what);
    return keys::JwkSet::parse(*text);
}

Result<std::string> verify_client_jws(oauth::Client const& client, keys::UnverifiedJws const& jws,
                                      std::optional<keys::Algorithm> demanded, Services& on, Instant now)
{
    auto const algorithm = allowed_algorithm(client, jws, demanded);
    if (!algorithm)
        return std::unexpected(algorithm.error());
    auto problem = failure("none of the client's keys has signed this");
    for (auto const freshness : {Freshness::cached, Freshness::fresh}) {
        auto const set = load_client_keys(client, freshness, on, now);
        if (!set) { // what was published may have been mended since
            problem = std::unexpected(set.error());
            continue;
        }
        auto tried = try_keys(*set, jws, *algorithm);
        if (tried.payload)
            return std::move(*tried.payload);
        if (tried.had_kid)
            return failure("the signature is wrong");
    }
    return problem;
}

Result<keys::EncryptionKey> find_encryption_key(oauth::Client const& client, keys::KeyManagement algorithm,
                                                Services& on, Instant now)
{
    auto const set = load_client_keys(client, Freshness::cached, on, now);
    if (!set)
        return std::unexpected(set.error());
    auto key = set->find_encryption(algorithm);
    if (!key)
        return failure("the client has no key to encrypt to");
    return std::move(*key);
}

} // namespace zugang::idp::client_auth
