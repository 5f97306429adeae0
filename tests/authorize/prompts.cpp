// prompt, max_age and sessions (OpenID Connect Core §3.1.2.1).
#include "doctest.h"
#include "store/accounts.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto name = "max@example.org";
constexpr auto password = "ein gutes Passwort";

struct SignedIn {
    Stand stand;
    Browser browser;
    std::string account;

    SignedIn() : browser(stand.browser())
    {
        stand.add_portal();
        account = stand.add_account(name, password);
        auto const page = sign_in(browser, portal_request(), name, password);
        REQUIRE(!page.parameter("code").empty());
    }

    Json id_token(Fields const& changes)
    {
        auto const page = browser.get(authorize_address(portal_request(changes)));
        return TokenAnswer::claims(redeem_portal_code(browser, page.parameter("code")).text("id_token"));
    }
};

} // namespace

TEST_SUITE("authorize")
{
    TEST_CASE_FIXTURE(SignedIn, "a session answers at once, and auth_time stays while it is reused")
    {
        auto const first = id_token({}).integer("auth_time");
        stand.clock.advance(std::chrono::seconds{20});
        CHECK(id_token({}).integer("auth_time") == first);
        CHECK(id_token({{"prompt", "none"}}).string("sub") == account);
    }

    TEST_CASE_FIXTURE(SignedIn, "prompt=login really asks again, and auth_time moves while the sid stays")
    {
        auto const before = id_token({});
        stand.clock.advance(std::chrono::seconds{20});
        auto const page = sign_in(browser, portal_request({{"prompt", "login"}}), name, password);
        auto const after = TokenAnswer::claims(redeem_portal_code(browser, page.parameter("code")).text("id_token"));
        CHECK(*after.integer("auth_time") == *before.integer("auth_time") + 20);
        CHECK(after.string("sid") == before.string("sid"));
    }

    TEST_CASE_FIXTURE(SignedIn, "max_age lets a session of exactly that age through and asks one second later")
    {
        stand.clock.advance(std::chrono::seconds{60});
        CHECK(!browser.get(authorize_address(portal_request({{"max_age", "60"}}))).parameter("code").empty());
        stand.clock.advance(std::chrono::seconds{1});
        CHECK(browser.get(authorize_address(portal_request({{"max_age", "60"}}))).name() == "login");
        CHECK(browser.get(authorize_address(portal_request({{"max_age", "0"}}))).name() == "login");
        CHECK(browser.get(authorize_address(portal_request({{"max_age", "60"}, {"prompt", "none"}})))
                  .parameter("error") == "login_required");
    }

    TEST_CASE_FIXTURE(SignedIn, "prompt=select_account asks as whom to go on, and another account can be taken")
    {
        auto const second = stand.add_account("eva@example.org", password);
        auto const page = browser.get(authorize_address(portal_request({{"prompt", "select_account"}})));
        REQUIRE(page.name() == "choose-account");
        auto const other = browser.submit(page, {{"account", "other"}}, "/choose-account");
        REQUIRE(other.name() == "login");
        auto const done = browser.submit(other, {{"username", "eva@example.org"}, {"password", password}}, "/login");
        auto const token = redeem_portal_code(browser, done.parameter("code"));
        CHECK(TokenAnswer::claims(token.text("id_token")).string("sub") == second);
        CHECK(browser.get(authorize_address(portal_request({{"prompt", "select_account none"}}))).parameter("error") ==
              "invalid_request");
    }

    TEST_CASE_FIXTURE(SignedIn, "the person goes on as the account that is signed in")
    {
        auto const page = browser.get(authorize_address(portal_request({{"prompt", "select_account"}})));
        auto const at = page.body.find("name=\"account\"");
        auto const value_at = page.body.find("value=\"", at) + 7;
        auto const choice = page.body.substr(value_at, page.body.find('"', value_at) - value_at);
        CHECK(!browser.submit(page, {{"account", choice}}, "/choose-account").parameter("code").empty());
    }

    TEST_CASE_FIXTURE(SignedIn, "prompt=create begins with a registration even when somebody is signed in")
    {
        CHECK(browser.get(authorize_address(portal_request({{"prompt", "create"}}))).name() == "register");
    }

    TEST_CASE_FIXTURE(SignedIn, "prompt=consent always asks, also a trusted client's person")
    {
        auto const page = browser.get(authorize_address(portal_request({{"prompt", "consent"}})));
        REQUIRE(page.name() == "consent");
        CHECK(!browser.submit(page, {{"decision", "allow"}}, "/consent").parameter("code").empty());
        CHECK(browser.get(authorize_address(portal_request({{"prompt", "consent"}}))).name() == "consent");
    }

    TEST_CASE_FIXTURE(SignedIn, "a session ends after 30 minutes of nothing, and not one millisecond earlier")
    {
        stand.clock.advance(std::chrono::minutes{30} - std::chrono::milliseconds{1});
        CHECK(!browser.get(authorize_address(portal_request())).parameter("code").empty());
        stand.clock.advance(std::chrono::minutes{30});
        CHECK(browser.get(authorize_address(portal_request())).name() == "login");
    }

    TEST_CASE_FIXTURE(SignedIn, "a session ends after 12 hours however busy it is")
    {
        for (int step = 0; step < 35; ++step) {
            stand.clock.advance(std::chrono::minutes{20});
            REQUIRE(!browser.get(authorize_address(portal_request())).parameter("code").empty());
        }
        stand.clock.advance(std::chrono::minutes{20}); // 36 × 20 minutes
        CHECK(browser.get(authorize_address(portal_request())).name() == "login");
    }

    TEST_CASE_FIXTURE(SignedIn, "a disabled account's session gives no code any more")
    {
        stand.database().write([&](store::Connection& tx) {
            CHECK(store::accounts::set_disabled(tx, account, stand.clock.now(), stand.clock.now()));
        });
        CHECK(browser.get(authorize_address(portal_request({{"prompt", "none"}}))).parameter("error") ==
              "login_required");
    }
}

TEST_SUITE("consent")
{
    TEST_CASE("an untrusted client's consent is asked once, remembered, and asked again for more")
    {
        Stand stand;
        stand.add_account(name, password);
        idp::oauth::Client client;
        client.id = "third";
        client.redirect_uris = {"https://third.example/cb"};
        client.scope = {"openid", "email", "profile"};
        stand.add_client(client);
        auto const request = [](std::string const& scope) {
            return portal_request(
                {{"client_id", "third"}, {"redirect_uri", "https://third.example/cb"}, {"scope", scope}});
        };
        auto browser = stand.browser();
        auto const page = sign_in(browser, request("openid email"), name, password);
        REQUIRE(page.name() == "consent");
        CHECK(browser.get(authorize_address(changed(request("openid"), {{"prompt", "none"}}))).parameter("error") ==
              "consent_required");
        CHECK(browser.submit(page, {{"decision", "deny"}}, "/consent").parameter("error") == "access_denied");
        auto const again = browser.get(authorize_address(request("openid email")));
        CHECK(!browser.submit(again, {{"decision", "allow"}}, "/consent").parameter("code").empty());
        CHECK(!browser.get(authorize_address(request("openid email"))).parameter("code").empty());
        CHECK(!browser.get(authorize_address(request("openid"))).parameter("code").empty());
        CHECK(browser.get(authorize_address(request("openid profile"))).name() == "consent");
    }
}

} // namespace zugang::tests
