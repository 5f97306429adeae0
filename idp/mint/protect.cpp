#include "idp/mint/protect.hpp"
#include "idp/client_auth/client_keys.hpp"
#include "idp/oauth/error.hpp"
#include "keys/jws.hpp"
#include <stdexcept>

namespace zugang::idp::mint {
namespace {

std::string encrypt(oauth::Client const& client, keys::JweChoice choice, std::string_view cty, std::string_view text,
                    Services& on, Instant now)
{
    auto const key = client_auth::find_encryption_key(client, choice.algorithm, on, now);
    if (!key) // never in the clear instead: the client wants it kept from whoever carries it
        throw oauth::Error{oauth::ErrorKind::server_error, "the answer cannot be encrypted to this client",
                           "no encryption key of " + client.id + ": " + key.error().what};
    return encrypt_jwe(*key, choice, cty, text, on.random);
}

} // namespace

std::string sign(keys::Algorithm algorithm, std::string_view typ, std::string_view payload, Services& on)
{
    auto const keys = on.keyring.snapshot();
    auto const* const key = keys->find_current(algorithm);
    if (key == nullptr)
        throw std::runtime_error{"no current signing key for " + std::string{to_name(algorithm)}};
    return sign_jws(*key, typ, payload);
}

std::string protect(oauth::Client const& client, oauth::AnswerProtection const& how, std::string_view typ,
                    std::string_view payload, Services& on, Instant now)
{
    auto text = how.algorithm ? sign(*how.algorithm, typ, payload, on) : std::string{payload};
    if (how.encryption)
        return encrypt(client, *how.encryption, how.algorithm ? "JWT" : "", text, on, now);
    return text;
}

} // namespace zugang::idp::mint
