// Metadata, keys and health, as clients and load balancers read them.
#include "doctest.h"
#include "tests/support/relying_party.hpp"
#include <algorithm>
#include <array>

namespace zugang::tests {
namespace {

/// The registered names (IANA, OAuth Authorization Server Metadata): RFC 8414, OIDC Discovery, Session Management, the
/// logout specifications, RFC 8628, 8705, 9101, 9126, 9207, 9396, 9449, 9701, 9728, CIBA, JARM, prompt=create.
constexpr std::array<std::string_view, 70> registered_names{
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "jwks_uri",
    "registration_endpoint",
    "scopes_supported",
    "response_types_supported",
    "response_modes_supported",
    "grant_types_supported",
    "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "service_documentation",
    "ui_locales_supported",
    "op_policy_uri",
    "op_tos_uri",
    "revocation_endpoint",
    "revocation_endpoint_auth_methods_supported",
    "revocation_endpoint_auth_signing_alg_values_supported",
    "introspection_endpoint",
    "introspection_endpoint_auth_methods_supported",
    "introspection_endpoint_auth_signing_alg_values_supported",
    "code_challenge_methods_supported",
    "signed_metadata",
    "userinfo_endpoint",
    "acr_values_supported",
    "subject_types_supported",
    "id_token_signing_alg_values_supported",
    "id_token_encryption_alg_values_supported",
    "id_token_encryption_enc_values_supported",
    "userinfo_signing_alg_values_supported",
    "userinfo_encryption_alg_values_supported",
    "userinfo_encryption_enc_values_supported",
    "request_object_signing_alg_values_supported",
    "request_object_encryption_alg_values_supported",
    "request_object_encryption_enc_values_supported",
    "display_values_supported",
    "claim_types_supported",
    "claims_supported",
    "claims_locales_supported",
    "claims_parameter_supported",
    "request_parameter_supported",
    "request_uri_parameter_supported",
    "require_request_uri_registration",
    "check_session_iframe",
    "end_session_endpoint",
    "frontchannel_logout_supported",
    "frontchannel_logout_session_supported",
    "backchannel_logout_supported",
    "backchannel_logout_session_supported",
    "device_authorization_endpoint",
    "tls_client_certificate_bound_access_tokens",
    "mtls_endpoint_aliases",
    "require_signed_request_object",
    "pushed_authorization_request_endpoint",
    "require_pushed_authorization_requests",
    "authorization_response_iss_parameter_supported",
    "authorization_details_types_supported",
    "dpop_signing_alg_values_supported",
    "introspection_signing_alg_values_supported",
    "introspection_encryption_alg_values_supported",
    "introspection_encryption_enc_values_supported",
    "protected_resources",
    "backchannel_token_delivery_modes_supported",
    "backchannel_authentication_endpoint",
    "backchannel_authentication_request_signing_alg_values_supported",
    "backchannel_user_code_parameter_supported",
    "authorization_signing_alg_values_supported",
    "authorization_encryption_alg_values_supported",
    "authorization_encryption_enc_values_supported",
    "prompt_values_supported"};

} // namespace

TEST_SUITE("discovery")
{
    TEST_CASE("every address the metadata names exists, and no algorithm none is offered")
    {
        Stand stand;
        auto browser = stand.browser();
        auto const page = browser.get("/.well-known/openid-configuration");
        REQUIRE(page.status == 200);
        CHECK(page.header("Content-Type") == "application/json");
        auto const json = Json::parse(page.body).value();
        CHECK(json.strings("id_token_signing_alg_values_supported") == stand.config().keys.algorithms);
        CHECK(json.string("issuer") == stand.config().issuer);
        CHECK(json.boolean("authorization_response_iss_parameter_supported") == true);
        CHECK(json.boolean("request_uri_parameter_supported") == false);
        CHECK(json.strings("acr_values_supported") ==
              std::vector<std::string>{"urn:zugang:acr:password", "urn:zugang:acr:mfa", "phr", "phrh"});
        for (auto const& [name, value] : json.members()) {
            if (!name.ends_with("_endpoint") && name != "jwks_uri")
                continue;
            CAPTURE(name);
            auto const status = browser.request("GET", *value.as_string(), "").status;
            CHECK(status != 404);
        }
        CHECK(browser.get("/.well-known/oauth-authorization-server").body == page.body);
    }

    TEST_CASE("the metadata holds registered names only")
    {
        for (bool const everything : {false, true}) {
            Stand stand{Engine::sqlite, {.configure = [&](idp::config::Config& config) {
                            config.oidc.implicit = everything;
                            config.oidc.request_uri = everything;
                            config.oidc.dynamic_registration = everything ? idp::config::DynamicRegistration::open
                                                                          : idp::config::DynamicRegistration::off;
                        }}};
            auto const page = stand.browser().get("/.well-known/openid-configuration");
            for (auto const& [name, value] : Json::parse(page.body).value().members()) {
                CAPTURE(name);
                CHECK(std::ranges::find(registered_names, name) != registered_names.end());
                CHECK_FALSE(value.is_null());
            }
        }
    }

    TEST_CASE("the JWKS has each algorithm's keys with distinct kids and public members only")
    {
        Stand stand;
        auto browser = stand.browser();
        auto const page = browser.get("/oauth2/jwks");
        CHECK(page.header("Cache-Control") == "public, max-age=3600");
        std::vector<std::string> kids;
        std::vector<std::string> algorithms;
        auto const json = Json::parse(page.body).value();
        for (auto const& jwk : json.find("keys")->items()) {
            kids.push_back(*jwk.string("kid"));
            if (jwk.string("use") == "sig") // what requests are encrypted to serves several algorithms
                for (auto const* const member : {"d", "p", "q", "dp", "dq", "qi", "k"})
                    CHECK_FALSE(jwk.has(member));
            if (jwk.string("use") != "enc") // those for decryption are not tied to one algorithm
                algorithms.push_back(jwk.string("alg").value_or("none"));
        }
        std::ranges::sort(algorithms);
        CHECK(algorithms == std::vector<std::string>{"ES256", "EdDSA", "RS256"});
        std::ranges::sort(kids);
        CHECK(std::ranges::adjacent_find(kids) == kids.end());
    }

    TEST_CASE("a client that registered RS256 or EdDSA gets its ID token signed so, the access token stays ES256")
    {
        Stand stand;
        stand.add_account("max@example.org", "ein gutes Passwort");
        for (auto const& [id, algorithm] : {std::pair{"rs", keys::Algorithm::rs256}, {"ed", keys::Algorithm::eddsa}}) {
            idp::oauth::Client client;
            client.id = id;
            client.auth_method = idp::oauth::AuthMethod::none;
            client.type = idp::oauth::ApplicationType::spa;
            client.redirect_uris = {"https://portal.example/callback"};
            client.scope = {"openid"};
            client.trusted = true;
            client.id_token_algorithm = algorithm;
            stand.add_client(client);
            auto browser = stand.browser();
            auto const page =
                sign_in(browser, portal_request({{"client_id", id}}), "max@example.org", "ein gutes Passwort");
            TokenAnswer const answer{browser.request(
                "POST", "/oauth2/token",
                "grant_type=authorization_code&redirect_uri=https://portal.example/callback&client_id=" +
                    std::string{id} + "&code=" + page.parameter("code") +
                    "&code_verifier=" + std::string{code_verifier},
                {{"Content-Type", "application/x-www-form-urlencoded"}})};
            CHECK(keys::parse_jws(answer.text("id_token"))->algorithm == to_name(algorithm));
            CHECK(keys::parse_jws(answer.access_token())->algorithm == "ES256");
        }
    }

    TEST_CASE("health answers alive and ready")
    {
        Stand stand;
        auto browser = stand.browser();
        CHECK(browser.get("/health/live").status == 200);
        CHECK(browser.get("/health/ready").status == 200);
    }

    TEST_CASE("an unknown address is a 404 page, a wrong method a 405 that names the right ones")
    {
        Stand stand;
        auto browser = stand.browser();
        auto const missing = browser.get("/wp-login.php");
        CHECK(missing.status == 404);
        CHECK(missing.error() == "not_found");
        auto const wrong = browser.request("DELETE", "/login", "");
        CHECK(wrong.status == 405);
        CHECK(wrong.header("Allow") == "GET, HEAD, POST");
    }
}

} // namespace zugang::tests
