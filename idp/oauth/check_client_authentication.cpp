#include "idp/oauth/client_rules.hpp"
#include "keys/jwk_set.hpp"

namespace zugang::idp::oauth {
namespace {

bool has_keys(Client const& client)
{
    return !client.jwks.empty() || !client.jwks_uri.empty();
}

Result<void> check_type(Client const& client)
{
    bool const is_on_devices = client.type == ApplicationType::native || client.type == ApplicationType::spa;
    if (is_on_devices && client.has_secret())
        return failure("token_endpoint_auth_method must be none: a " + std::string(to_name(client.type)) +
                       " client cannot keep a secret");
    if (client.type == ApplicationType::service && !client.is_confidential())
        return failure("token_endpoint_auth_method must not be none for a service");
    if (!client.require_pkce && !client.is_confidential())
        return failure("zugang_require_pkce: PKCE can be left out only by a client that authenticates");
    return {};
}

// client_secret_jwt needs the secret itself, the other two only something to compare with.
Result<void> check_secret(Client const& client)
{
    bool const seals = client.auth_method == AuthMethod::client_secret_jwt;
    bool const hashes = client.has_secret() && !seals;
    if (hashes != client.secret_hash.has_value() || seals != client.secret_sealed.has_value())
        return failure(client.has_secret() ? "client_secret is missing"
                                           : "client_secret is given to a client that has none");
    return {};
}

Result<void> check_method_needs(Client const& client)
{
    auto const method = client.auth_method;
    bool const signs = method == AuthMethod::private_key_jwt;
    if ((signs || method == AuthMethod::self_signed_tls_client_auth) && !has_keys(client))
        return failure("jwks or jwks_uri is needed for " + std::string(to_name(method)));
    if (!signs && client.assertion_algorithm)
        return failure("token_endpoint_auth_signing_alg is for private_key_jwt and client_secret_jwt");
    bool const by_name = method == AuthMethod::tls_client_auth;
    if (by_name != client.certificate_name.has_value())
        return failure(by_name ? "tls_client_auth_subject_dn, _san_dns, _san_uri, _san_ip or _san_email is missing"
                               : "tls_client_auth_subject_dn and its like are for tls_client_auth");
    return {};
}

} // namespace

Result<void> check_client_authentication(Client const& client)
{
    for (auto const check : {&check_type, &check_secret, &check_method_needs})
        if (auto const checked = check(client); !checked)
            return checked;
    return {};
}

Result<void> check_client_keys(Client const& client)
{
    if (!client.jwks.empty() && !client.jwks_uri.empty())
        return failure("jwks and jwks_uri exclude each other");
    // A private key that was handed over is nobody's proof any more.
    if (!client.jwks.empty())
        if (auto const keys = keys::JwkSet::parse(client.jwks); !keys)
            return failure("jwks cannot be used: " + keys.error().what);
    if (has_keys(client))
        return {};
    auto const needs_keys = [](std::string const& name) { return failure(name + " needs jwks or jwks_uri"); };
    if (client.id_token_encryption)
        return needs_keys("id_token_encrypted_response_alg");
    if (client.userinfo.encryption)
        return needs_keys("userinfo_encrypted_response_alg");
    if (client.introspection.encryption)
        return needs_keys("introspection_encrypted_response_alg");
    if (client.authorization.encryption)
        return needs_keys("authorization_encrypted_response_alg");
    if (client.request_object_algorithm)
        return needs_keys("request_object_signing_alg");
    if (client.require_signed_request_object)
        return needs_keys("require_signed_request_object");
    if (client.backchannel_request_algorithm)
        return needs_keys("backchannel_authentication_request_signing_alg");
    return {};
}

} // namespace zugang::idp::oauth
