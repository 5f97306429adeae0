// Metadata, keys and health, as clients and load balancers read them.
#include "doctest.h"
#include "tests/support/relying_party.hpp"
#include <algorithm>

namespace zugang::tests {

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
        for (auto const& [name, value] : json.members()) {
            if (!name.ends_with("_endpoint") && name != "jwks_uri")
                continue;
            CAPTURE(name);
            auto const status = browser.request("GET", *value.as_string(), "").status;
            CHECK(status != 404);
        }
        CHECK(browser.get("/.well-known/oauth-authorization-server").body == page.body);
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
            algorithms.push_back(*jwk.string("alg"));
            for (auto const* const member : {"d", "p", "q", "dp", "dq", "qi", "k"})
                CHECK_FALSE(jwk.has(member));
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
