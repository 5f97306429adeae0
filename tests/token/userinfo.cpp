// Userinfo (OpenID Connect Core §5.3) with bearer tokens (RFC 6750).
#include "base/url.hpp"
#include "doctest.h"
#include "store/accounts.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto info_name = "max@example.org";
constexpr auto info_password = "ein gutes Passwort";

struct WithAccessToken {
    Stand stand;
    Browser browser;
    std::string account;
    TokenAnswer tokens;

    WithAccessToken() : browser(stand.browser())
    {
        stand.add_portal();
        account = stand.add_account(info_name, info_password, "mustermann75");
        tokens = with_scope("openid email profile customer");
    }
    TokenAnswer with_scope(std::string const& scope)
    {
        auto page = browser.get(authorize_address(portal_request({{"scope", scope}})));
        if (page.name() == "login")
            page = browser.submit(page, {{"username", info_name}, {"password", info_password}}, "/login");
        return redeem_portal_code(browser, page.parameter("code"));
    }
};

} // namespace

TEST_SUITE("userinfo")
{
    TEST_CASE_FIXTURE(WithAccessToken,
                      "GET with a header, POST with a header and POST with a body give the same claims")
    {
        auto const token = tokens.access_token();
        auto const by_get = ask_userinfo(browser, token);
        auto const by_post = browser.request("POST", "/oauth2/userinfo", "", {{"Authorization", "bearer " + token}});
        auto const by_body = browser.request("POST", "/oauth2/userinfo", encode_form({{"access_token", token}}),
                                             {{"Content-Type", "application/x-www-form-urlencoded"}});
        REQUIRE(by_get.status == 200);
        CHECK(by_post.body == by_get.body);
        CHECK(by_body.body == by_get.body);
        auto const claims = Json::parse(by_get.body).value();
        CHECK(claims.string("sub") == account);
        CHECK(claims.string("email") == info_name);
        CHECK(claims.boolean("email_verified") == true);
        CHECK(claims.string("preferred_username") == "mustermann75");
        CHECK(claims.boolean("activated") == false);
        CHECK(claims.integer("updated_at"));
        CHECK_FALSE(claims.has("customer_number"));
        CHECK_FALSE(claims.has("name"));
    }

    TEST_CASE_FIXTURE(WithAccessToken, "each scope word opens its claims and no other")
    {
        auto const claims = Json::parse(ask_userinfo(browser, with_scope("openid email").access_token()).body).value();
        CHECK(claims.has("email"));
        CHECK_FALSE(claims.has("preferred_username"));
        CHECK_FALSE(claims.has("activated"));
        CHECK(Json::parse(ask_userinfo(browser, with_scope("openid").access_token()).body)->members().size() == 1);
    }

    TEST_CASE_FIXTURE(WithAccessToken, "without openid there is no ID token, and userinfo needs the scope")
    {
        auto const plain = with_scope("email");
        CHECK(plain.text("id_token").empty());
        auto const page = ask_userinfo(browser, plain.access_token());
        CHECK(page.status == 403);
        CHECK(page.header("WWW-Authenticate").starts_with("Bearer error=\"insufficient_scope\""));
    }

    TEST_CASE_FIXTURE(WithAccessToken, "no token is challenged without an error code, a wrong one with invalid_token")
    {
        auto const none = browser.request("GET", "/oauth2/userinfo", "");
        CHECK(none.status == 401);
        CHECK(none.header("WWW-Authenticate").starts_with("Bearer resource_metadata=\""));
        CHECK(none.header("WWW-Authenticate").find("error") == std::string::npos);
        for (auto const& wrong : {std::string{"x"}, tokens.text("id_token"), tokens.access_token() + "A"}) {
            auto const page = ask_userinfo(browser, wrong);
            CHECK(page.status == 401);
            CHECK(page.header("WWW-Authenticate").starts_with("Bearer error=\"invalid_token\""));
        }
    }

    TEST_CASE_FIXTURE(WithAccessToken, "a token in the address, and two tokens at once, are refused")
    {
        auto const token = tokens.access_token();
        CHECK(browser.request("GET", "/oauth2/userinfo?access_token=" + token, "").status == 400);
        auto const twice = browser.request(
            "POST", "/oauth2/userinfo", encode_form({{"access_token", token}}),
            {{"Content-Type", "application/x-www-form-urlencoded"}, {"Authorization", "Bearer " + token}});
        CHECK(twice.status == 400);
    }

    TEST_CASE_FIXTURE(WithAccessToken, "a token ends after 5 minutes, at sign-out, and with the account")
    {
        auto const token = tokens.access_token();
        stand.clock.advance(std::chrono::seconds{299});
        CHECK(ask_userinfo(browser, token).status == 200);
        stand.clock.advance(std::chrono::seconds{1});
        CHECK(ask_userinfo(browser, token).status == 401);

        auto const second = with_scope("openid").access_token();
        browser.submit(browser.get("/logout"), {}, "/logout");
        CHECK(ask_userinfo(browser, second).status == 401);

        auto const third = with_scope("openid").access_token();
        CHECK(ask_userinfo(browser, third).status == 200);
        stand.database().write([&](store::Connection& tx) { CHECK(store::accounts::remove(tx, account)); });
        CHECK(ask_userinfo(browser, third).status == 401);
    }
}

} // namespace zugang::tests
