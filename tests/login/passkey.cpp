// Signing in with a passkey (WebAuthn L3 §7.2; leaflet screen 2): nobody types anything, and both factors are proved.
#include "doctest.h"
#include "store/accounts.hpp"
#include "tests/support/passkeys.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto passkey_name = "max@example.org";
constexpr auto passkey_password = "ein gutes Passwort";

struct WithPasskey {
    Stand stand;
    Browser browser;
    SoftAuthenticator phone;
    std::string account;

    WithPasskey() : browser(stand.browser())
    {
        stand.add_portal();
        account = stand.add_account(passkey_name, passkey_password);
        add_passkey(stand, account, phone);
    }
    Page open(Fields const& changes = {}) { return browser.get(authorize_address(portal_request(changes))); }
    Page press(Page const& page) { return sign_in_with_passkey(browser, stand, page, phone); }
    Json claims(Page const& page)
    {
        return TokenAnswer::claims(redeem_portal_code(browser, page.parameter("code")).text("id_token"));
    }
};

using Names = std::vector<std::string>;

} // namespace

TEST_SUITE("passkey")
{
    TEST_CASE_FIXTURE(WithPasskey, "a passkey signs in at once, without a name, and the client learns how")
    {
        auto const page = press(open());
        REQUIRE(page.address.starts_with("https://portal.example/callback?code="));
        auto const told = claims(page);
        CHECK(told.string("sub") == account);
        CHECK(told.string("acr") == "phrh"); // the key cannot leave the phone
        CHECK(told.strings("amr") == Names{"hwk", "pop", "user", "mfa"});
    }

    TEST_CASE_FIXTURE(WithPasskey, "a passkey that is copied between devices is told apart from one that is not")
    {
        SoftAuthenticator synced{{.backup_eligible = true, .backed_up = true}};
        auto const eva = stand.add_account("eva@example.org", passkey_password);
        add_passkey(stand, eva, synced);
        auto const told = claims(sign_in_with_passkey(browser, stand, open(), synced));
        CHECK(told.string("sub") == eva);
        CHECK(told.string("acr") == "phr");
        CHECK(told.strings("amr") == Names{"swk", "pop", "user", "mfa"});
    }

    TEST_CASE_FIXTURE(WithPasskey, "an account with an authenticator app is not asked for its code as well")
    {
        stand.add_authenticator(account);
        CHECK(!press(open()).parameter("code").empty());
        CHECK(!press(open({{"prompt", "login"}, {"acr_values", "urn:zugang:acr:mfa"}})).parameter("code").empty());
    }

    TEST_CASE_FIXTURE(WithPasskey, "a client that wants a passkey gets one, and no less")
    {
        auto const wish = Fields{{"claims", R"({"id_token":{"acr":{"essential":true,"values":["phr"]}}})"}};
        auto const told = claims(press(open(wish)));
        CHECK(told.string("acr") == "phr");
        auto fresh = stand.browser();
        auto const page = sign_in(fresh, portal_request(wish), passkey_name, passkey_password);
        CHECK(page.parameter("code").empty());
    }

    TEST_CASE_FIXTURE(WithPasskey,
                      "whoever is signed in proves it again with the passkey where the client wants it new")
    {
        REQUIRE(!press(open()).parameter("code").empty());
        stand.clock.advance(std::chrono::minutes{2});
        auto const again = open({{"prompt", "login"}});
        REQUIRE(again.name() == "login");
        CHECK(again.has_message("sign_in_again"));
        auto const told = claims(press(again));
        CHECK(told.integer("auth_time") == to_seconds(stand.clock.now()));
    }

    TEST_CASE_FIXTURE(WithPasskey, "max_age counts from the passkey")
    {
        REQUIRE(!press(open()).parameter("code").empty());
        stand.clock.advance(std::chrono::seconds{59});
        CHECK(!open({{"max_age", "60"}}).parameter("code").empty());
        stand.clock.advance(std::chrono::seconds{2});
        auto const again = open({{"max_age", "60"}});
        REQUIRE(again.name() == "login");
        CHECK(!press(again).parameter("code").empty());
    }

    TEST_CASE_FIXTURE(WithPasskey, "a passkey opens this server's own pages too")
    {
        auto const page = press(browser.get("/login"));
        CHECK(page.name() == "start");
        CHECK(page.body.find(passkey_name) != std::string::npos);
    }

    TEST_CASE_FIXTURE(WithPasskey, "strangers who guess at the password do not lock the passkey out")
    {
        auto stranger = stand.browser();
        auto const page = stranger.get(authorize_address(portal_request()));
        auto answer = page;
        for (int guess = 0; guess < 12; ++guess)
            answer = stranger.submit(page, {{"username", passkey_name}, {"password", "falsch geraten"}}, "/login");
        REQUIRE((answer.has_message("too_many_attempts") || answer.has_message("device_unknown")));
        CHECK(!press(open()).parameter("code").empty());
        CHECK(!sign_in_with_passkey(stranger, stand, answer, phone).parameter("code").empty());
    }

    TEST_CASE_FIXTURE(WithPasskey, "another account's passkey is not the person that the client knows")
    {
        auto const told = claims(press(open()));
        auto const hint =
            redeem_portal_code(browser, press(open({{"prompt", "login"}})).parameter("code")).text("id_token");
        REQUIRE(told.string("sub") == account);
        SoftAuthenticator other;
        add_passkey(stand, stand.add_account("eva@example.org", passkey_password), other);
        auto const page = open({{"prompt", "login"}, {"id_token_hint", hint}});
        REQUIRE(page.name() == "login");
        auto const wrong = sign_in_with_passkey(browser, stand, page, other);
        CHECK(wrong.has_message("wrong_account"));
        CHECK(!press(wrong).parameter("code").empty());
    }

    TEST_CASE_FIXTURE(WithPasskey, "the owner is told of a sign-in with a passkey on a browser never seen before")
    {
        REQUIRE(!press(open()).parameter("code").empty());
        auto const before = stand.mails().size();
        auto other = stand.browser();
        auto const page = other.get(authorize_address(portal_request()));
        REQUIRE(!sign_in_with_passkey(other, stand, page, phone).parameter("code").empty());
        CHECK(stand.mails().size() == before + 1);
    }
}

} // namespace zugang::tests
