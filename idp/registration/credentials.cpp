#include "idp/registration/credentials.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/oauth/error.hpp"

namespace zugang::idp::registration {

Secret load_bearer(Call const& call)
{
    constexpr std::string_view scheme = "bearer ";
    auto const header = call.request.header("authorization");
    if (!header || to_lower_ascii(header->substr(0, scheme.size())) != scheme)
        throw oauth::Error{oauth::ErrorKind::invalid_token, "a bearer token is needed"};
    return Secret{std::string(trim(header->substr(scheme.size())))};
}

Bytes hash_token(Secret const& token)
{
    return sha256(token.bytes());
}

void keep_secret(oauth::Client& client, Secret const& secret, Services& on)
{
    // An assertion made with the secret cannot be checked by a hash of it.
    if (client.auth_method == oauth::AuthMethod::client_secret_jwt)
        client.secret_sealed = on.sealer.seal(secret.reveal(), oauth::client_secret_place(client.id));
    else
        client.secret_hash = oauth::hash_client_secret(secret.reveal());
}

Secret give_secret(oauth::Client& client, Services& on)
{
    if (!client.has_secret())
        return {};
    Secret secret{random_token(on.random, "zcs_")};
    keep_secret(client, secret, on);
    return secret;
}

bool is_secret_of(oauth::Client const& client, Secret const& secret, Services& on)
{
    if (client.secret_hash)
        return equal_in_constant_time(*client.secret_hash, oauth::hash_client_secret(secret.reveal()));
    if (!client.secret_sealed)
        return false;
    auto const kept = on.sealer.open(*client.secret_sealed, oauth::client_secret_place(client.id));
    return kept && equal_in_constant_time(kept->bytes(), secret.bytes());
}

Secret mint_registration_token(Services& on)
{
    return Secret{random_token(on.random, "zrm_")};
}

} // namespace zugang::idp::registration
