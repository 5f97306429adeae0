// Introspection (RFC 7662) and its signed answer (RFC 9701): who is told what of a token.
#include "base/base64url.hpp"
#include "base/url.hpp"
#include "doctest.h"
#include "keys/jws.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto asked_name = "max@example.org";
constexpr auto asked_password = "ein gutes Passwort";
constexpr auto api_address = "https://api.example/";

struct WithTokens {
    Stand stand;
    Browser browser;
    std::string account;
    TokenAnswer app;

    WithTokens()
        : stand(Engine::sqlite, {.configure = [](auto& config) { config.oidc.resources = {api_address}; }}),
          browser(stand.browser())
    {
        stand.add_portal();
        stand.add_app();
        add_resource_server(api_address);
        add_resource_server("other");
        account = stand.add_account(asked_name, asked_password);
        app = app_tokens({{"resource", api_address}});
    }
    void add_resource_server(std::string const& id)
    {
        idp::oauth::Client client;
        client.id = id;
        client.type = idp::oauth::ApplicationType::service;
        client.grant_types = {"client_credentials"};
        client.response_types = {};
        stand.add_client(client);
    }
    TokenAnswer app_tokens(Fields const& changes)
    {
        auto page = browser.get(authorize_address(app_request(changes)));
        if (page.name() == "login")
            page = browser.submit(page, {{"username", asked_name}, {"password", asked_password}}, "/login");
        return redeem_app_code(browser, page.parameter("code"), "http://127.0.0.1:49152/callback");
    }
    Page ask(std::string const& client, Fields const& fields, std::string const& accept = "application/json")
    {
        auto const credentials = percent_encode(client) + ":" + std::string{Stand::client_secret};
        return browser.request("POST", "/oauth2/introspect", encode_form(fields),
                               {{"Authorization", "Basic " + base64_encode(bytes_of(credentials))},
                                {"Content-Type", "application/x-www-form-urlencoded"},
                                {"Accept", accept}});
    }
    Json told(std::string const& client, std::string const& token)
    {
        auto const page = ask(client, {{"token", token}});
        REQUIRE(page.status == 200);
        return Json::parse(page.body).value();
    }
    bool is_active(std::string const& client, std::string const& token)
    {
        auto const json = told(client, token);
        if (json.boolean("active") == false)
            CHECK(json.members().size() == 1);
        return json.boolean("active").value();
    }
};

} // namespace

TEST_SUITE("introspection")
{
    TEST_CASE_FIXTURE(WithTokens, "a resource server is told of an access token meant for it")
    {
        auto const json = told(api_address, app.access_token());
        CHECK(json.boolean("active") == true);
        CHECK(json.string("client_id") == "app");
        CHECK(json.string("sub") == account);
        CHECK(json.string("iss") == stand.config().issuer);
        CHECK(json.string("scope") == "openid offline_access profile");
        CHECK(json.string("token_type") == "Bearer");
        CHECK(json.string("acr") == "urn:zugang:acr:password");
        CHECK(json.integer("auth_time") == to_seconds(stand.clock.now()));
        CHECK(*json.integer("exp") == *json.integer("iat") + 300);
        CHECK(json.strings("aud") == std::vector<std::string>{api_address, stand.config().issuer});
        CHECK(json.string("jti"));
        CHECK_FALSE(json.has("grant_id"));
    }

    TEST_CASE_FIXTURE(WithTokens, "a client is told of its own tokens, and of nobody else's")
    {
        auto page = browser.get(authorize_address(portal_request({{"scope", "openid offline_access"}})));
        auto const portal = redeem_portal_code(browser, page.parameter("code"));
        CHECK(is_active("portal", portal.access_token()));
        CHECK_FALSE(is_active("other", portal.access_token()));
        CHECK_FALSE(is_active("other", app.access_token()));
        CHECK_FALSE(is_active("portal", app.access_token()));
        auto const refresh = told("portal", portal.refresh_token());
        CHECK(refresh.boolean("active") == true);
        CHECK(refresh.string("scope") == "openid offline_access");
        CHECK(refresh.string("sub") == account);
        CHECK_FALSE(is_active("portal", app.refresh_token()));
        CHECK_FALSE(is_active(api_address, app.refresh_token()));
        CHECK_FALSE(is_active("portal", portal.text("id_token")));
        CHECK_FALSE(is_active("portal", "no token at all"));
    }

    TEST_CASE_FIXTURE(WithTokens,
                      "a rotated refresh token, an ended access token and those of an ended sign-in are not active")
    {
        auto page = browser.get(authorize_address(portal_request({{"scope", "openid offline_access"}})));
        auto const portal = redeem_portal_code(browser, page.parameter("code"));
        auto const next =
            portal_token(browser, {{"grant_type", "refresh_token"}, {"refresh_token", portal.refresh_token()}});
        CHECK_FALSE(is_active("portal", portal.refresh_token()));
        CHECK(is_active("portal", next.refresh_token()));
        stand.clock.advance(std::chrono::seconds{299});
        CHECK(is_active("portal", next.access_token()));
        stand.clock.advance(std::chrono::seconds{1});
        CHECK_FALSE(is_active("portal", next.access_token()));

        page = browser.get(authorize_address(portal_request({{"scope", "openid"}})));
        auto const bound = redeem_portal_code(browser, page.parameter("code"));
        CHECK(is_active("portal", bound.access_token()));
        browser.submit(browser.get("/logout"), {}, "/logout");
        CHECK_FALSE(is_active("portal", bound.access_token()));
    }

    TEST_CASE_FIXTURE(WithTokens, "who does not authenticate is refused before the token is looked at")
    {
        auto const bare = [&](Fields const& fields) {
            return browser.request("POST", "/oauth2/introspect", encode_form(fields),
                                   {{"Content-Type", "application/x-www-form-urlencoded"}});
        };
        CHECK(bare({{"token", app.access_token()}}).status == 401);
        CHECK(bare({{"token", app.access_token()}, {"client_id", "app"}}).status == 401); // a public client
        CHECK(bare({{"client_id", "portal"}, {"client_secret", "wrong"}}).status == 401);
        CHECK(ask("portal", {}).status == 400);
        CHECK(ask("portal", {{"token", "a"}, {"token", "b"}}).status == 400);
        CHECK(browser.request("GET", "/oauth2/introspect", "").status == 405);
    }

    TEST_CASE_FIXTURE(WithTokens, "asked for as a JWT, the answer is signed for the one who asked")
    {
        auto const page = ask(api_address, {{"token", app.access_token()}}, "application/token-introspection+jwt");
        CHECK(page.header("Content-Type") == "application/token-introspection+jwt");
        CHECK(keys::parse_jws(page.body)->typ == "token-introspection+jwt");
        auto const claims = TokenAnswer::claims(page.body);
        CHECK(claims.string("iss") == stand.config().issuer);
        CHECK(claims.string("aud") == api_address);
        CHECK(claims.integer("iat") == to_seconds(stand.clock.now()));
        CHECK_FALSE(claims.has("sub")); // RFC 9701 §5: it must not pass for a token itself
        CHECK(claims.find("token_introspection")->string("sub") == account);
        auto const nothing = ask("other", {{"token", app.access_token()}}, "application/token-introspection+jwt");
        CHECK(TokenAnswer::claims(nothing.body).find("token_introspection")->dump() == R"({"active":false})");
        CHECK(ask_userinfo(browser, page.body).status == 401);
    }

    TEST_CASE_FIXTURE(WithTokens, "a token for another resource alone is refused by userinfo")
    {
        auto const token = app_tokens({{"resource", api_address}, {"scope", "profile"}}).access_token();
        CHECK(TokenAnswer::claims(token).string("aud") == api_address);
        CHECK(is_active(api_address, token));
        CHECK(ask_userinfo(browser, token).header("WWW-Authenticate").starts_with("Bearer error=\"invalid_token\""));
        CHECK(ask_userinfo(browser, app.access_token()).status == 200);
    }
}

} // namespace zugang::tests
