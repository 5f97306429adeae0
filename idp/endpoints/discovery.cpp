#include "idp/endpoints/discovery.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/client_auth/algorithms.hpp"
#include "idp/endpoints/mtls_aliases.hpp"
#include "idp/oauth/level.hpp"
#include "idp/oauth/scope.hpp"
#include "templates/language.hpp"

// Only registered names stand here (RFC 8414 §7.1, OIDC Discovery §3): a test compares them with the list, and one more
// fails certification. A member is added where what it promises works, in the part of its subject.
namespace zugang::idp::endpoints {
namespace {

using Words = std::vector<std::string>;

Words scope_words()
{
    return {oauth::known_scopes().begin(), oauth::known_scopes().end()};
}

Words level_names()
{
    Words names;
    for (auto const level : oauth::all_levels)
        names.emplace_back(oauth::to_name(level));
    return names;
}

Words language_tags()
{
    Words tags;
    for (auto const& language : templates::all_languages())
        tags.emplace_back(language.tag);
    return tags;
}

void add_endpoints(JsonObject& json, config::Config const& config)
{
    json.add("issuer", config.issuer);
    json.add("authorization_endpoint", config.address("/oauth2/authorize"));
    json.add("token_endpoint", config.address("/oauth2/token"));
    json.add("pushed_authorization_request_endpoint", config.address("/oauth2/par"));
    json.add("userinfo_endpoint", config.address("/oauth2/userinfo"));
    json.add("jwks_uri", config.address("/oauth2/jwks"));
    json.add("introspection_endpoint", config.address("/oauth2/introspect"));
    json.add("revocation_endpoint", config.address("/oauth2/revoke"));
    json.add("end_session_endpoint", config.address("/oauth2/end_session"));
    json.add("check_session_iframe", config.address("/oauth2/check_session"));
    for (auto const* const name : {"backchannel_logout_supported", "backchannel_logout_session_supported",
                                   "frontchannel_logout_supported", "frontchannel_logout_session_supported"})
        json.add(name, true);
    json.add("protected_resources", Words{config.issuer});
    if (config.oidc.dynamic_registration != config::DynamicRegistration::off)
        json.add("registration_endpoint", config.address("/oauth2/register"));
}

Words response_types(config::Config const& config)
{
    if (!config.oidc.implicit)
        return {"code"};
    return {"code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"};
}

void add_requests(JsonObject& json, config::Config const& config)
{
    json.add("scopes_supported", scope_words());
    json.add("response_types_supported", response_types(config));
    json.add("response_modes_supported",
             Words{"query", "fragment", "form_post", "jwt", "query.jwt", "fragment.jwt", "form_post.jwt"});
    json.add("prompt_values_supported", Words{"none", "login", "consent", "select_account", "create"});
    json.add("display_values_supported", Words{"page"});
    json.add("acr_values_supported", level_names());
    json.add("code_challenge_methods_supported", Words{"S256"});
    json.add("ui_locales_supported", language_tags());
    if (!config.oidc.authorization_details_types.empty())
        json.add("authorization_details_types_supported", config.oidc.authorization_details_types);
    json.add("authorization_response_iss_parameter_supported", true);
}

/// One key serves every algorithm of its family.
Words request_object_encryption(config::Config const& config)
{
    Words names;
    for (auto const& family : config.keys.encryption)
        for (auto const& name :
             split_words(family == "RSA-OAEP-256" ? "RSA-OAEP RSA-OAEP-256" : "ECDH-ES ECDH-ES+A128KW ECDH-ES+A256KW"))
            names.push_back(name);
    return names;
}

void add_request_objects(JsonObject& json, config::Config const& config)
{
    json.add("request_parameter_supported", true);
    json.add("request_object_signing_alg_values_supported", split_words("ES256 ES384 EdDSA Ed25519 PS256 RS256"));
    json.add("request_object_encryption_alg_values_supported", request_object_encryption(config));
    json.add("request_object_encryption_enc_values_supported",
             split_words("A128CBC-HS256 A256CBC-HS512 A128GCM A256GCM"));
    // OIDC Discovery §3: left out, request_uri_parameter_supported would mean true. References to pushed requests work
    // in any case.
    json.add("request_uri_parameter_supported", config.oidc.request_uri);
    json.add("require_request_uri_registration", config.oidc.request_uri);
    // Each client decides for itself, by its metadata.
    json.add("require_signed_request_object", false);
    json.add("require_pushed_authorization_requests", false);
}

void add_grants(JsonObject& json, config::Config const& config)
{
    Words grant_types{"authorization_code", "refresh_token", "client_credentials",
                      "urn:ietf:params:oauth:grant-type:device_code",
                      "urn:ietf:params:oauth:grant-type:token-exchange"};
    if (config.oidc.ciba)
        grant_types.emplace_back("urn:openid:params:grant-type:ciba");
    json.add("grant_types_supported", grant_types);
    json.add("device_authorization_endpoint", config.address("/oauth2/device_authorization"));
}

/// CIBA §4.
void add_ciba(JsonObject& json, config::Config const& config)
{
    if (!config.oidc.ciba)
        return;
    json.add("backchannel_authentication_endpoint", config.address("/oauth2/bc-authorize"));
    json.add("backchannel_token_delivery_modes_supported", Words{"poll", "ping"});
    json.add("backchannel_authentication_request_signing_alg_values_supported",
             Words{"ES256", "ES384", "RS256", "PS256", "EdDSA"});
    json.add("backchannel_user_code_parameter_supported", false);
}

Words secret_methods(config::Config const& config)
{
    Words methods{"client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt"};
    if (config.listen.mtls)
        methods.insert(methods.end(), {"tls_client_auth", "self_signed_tls_client_auth"});
    return methods;
}

void add_client_authentication(JsonObject& json, config::Config const& config)
{
    auto const confidential = secret_methods(config);
    auto all = confidential;
    all.insert(all.begin(), "none");
    auto const add = [&](std::string const& endpoint, Words const& methods) {
        json.add(endpoint + "_endpoint_auth_methods_supported", methods);
        json.add(endpoint + "_endpoint_auth_signing_alg_values_supported", client_auth::assertion_algorithms());
    };
    add("token", all);
    add("introspection", confidential); // else anybody could try out tokens
    add("revocation", all);
}

void add_sender_constraints(JsonObject& json, config::Config const& config)
{
    json.add("dpop_signing_alg_values_supported", client_auth::dpop_algorithms());
    json.add("tls_client_certificate_bound_access_tokens", config.listen.mtls.has_value());
}

void add_answers(JsonObject& json, config::Config const& config)
{
    json.add("subject_types_supported", Words{"public", "pairwise"});
    for (std::string const name : {"id_token", "userinfo", "introspection", "authorization"}) {
        json.add(name + "_signing_alg_values_supported", config.keys.algorithms);
        json.add(name + "_encryption_alg_values_supported",
                 Words{"RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW"});
        json.add(name + "_encryption_enc_values_supported",
                 Words{"A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM"});
    }
}

void add_claims(JsonObject& json, config::Config const&)
{
    json.add("claims_parameter_supported", true);
    json.add("claim_types_supported", Words{"normal"});
    json.add("claims_supported",
             split_words("sub iss aud exp iat auth_time nonce acr amr sid "
                         "name given_name family_name birthdate preferred_username locale updated_at "
                         "email email_verified phone_number phone_number_verified address "
                         "customer_number activated office"));
}

http::Response cacheable_json(std::string body)
{
    auto answer = http::json(200, std::move(body));
    answer.set("Cache-Control", "public, max-age=3600");
    return answer;
}

} // namespace

std::string metadata(config::Config const& config)
{
    JsonObject json;
    for (auto const add : {&add_endpoints, &add_requests, &add_request_objects, &add_grants, &add_ciba,
                           &add_client_authentication, &add_sender_constraints, &add_answers, &add_claims})
        add(json, config);
    return with_mtls_aliases(json.str(), config);
}

http::Response get_metadata(Call const&, Services& on)
{
    return cacheable_json(metadata(on.config));
}

http::Response get_jwks(Call const&, Services& on)
{
    return cacheable_json(on.keyring.snapshot()->jwks());
}

} // namespace zugang::idp::endpoints
