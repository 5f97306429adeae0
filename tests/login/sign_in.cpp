// Signing in with a password (leaflet screens 2 and 6): what is right, what is refused, and that nothing is lost.
#include "doctest.h"
#include "store/accounts.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto login_name = "Max@Example.org";
constexpr auto login_password = "ein gutes Passwort";

struct WithAccount {
    Stand stand;
    Browser browser;
    std::string account;

    WithAccount() : browser(stand.browser())
    {
        stand.add_portal();
        account = stand.add_account(login_name, login_password, "mustermann75");
    }
    Page open() { return browser.get(authorize_address(portal_request())); }
    Page submit(Page const& page, std::string const& name, std::string const& password)
    {
        return browser.submit(page, {{"username", name}, {"password", password}}, "/login");
    }
};

} // namespace

TEST_SUITE("sign in")
{
    TEST_CASE_FIXTURE(WithAccount, "an e-mail address in any case, with blanks around it, and a username both sign in")
    {
        for (auto const* const name : {"max@example.org", "  MAX@EXAMPLE.ORG ", "mustermann75", "Mustermann75"}) {
            CAPTURE(name);
            auto fresh = stand.browser();
            auto const page = sign_in(fresh, portal_request(), name, login_password);
            CHECK(page.address.starts_with("https://portal.example/callback?code="));
        }
    }

    TEST_CASE_FIXTURE(WithAccount, "a wrong password and an unknown name get the same page, status and message")
    {
        auto const page = open();
        auto const wrong = submit(page, "max@example.org", "falsches Passwort");
        auto const unknown = submit(page, "nie@example.org", "falsches Passwort");
        CHECK(wrong.status == 200);
        CHECK(wrong.has_message("wrong_credentials"));
        CHECK(unknown.status == wrong.status);
        CHECK(unknown.messages() == wrong.messages());
        CHECK(unknown.body.size() == wrong.body.size()); // the names have the same length
    }

    TEST_CASE_FIXTURE(WithAccount, "a wrong try keeps the name, never the password")
    {
        auto const page = submit(open(), "max@example.org", "falsches Passwort");
        CHECK(page.body.find("value=\"max@example.org\"") != std::string::npos);
        CHECK(page.body.find("falsches Passwort") == std::string::npos);
    }

    TEST_CASE_FIXTURE(WithAccount, "empty fields are named, over-long ones are just wrong")
    {
        auto const page = open();
        auto const empty = submit(page, "  ", "");
        CHECK(empty.has_message("username_missing"));
        CHECK(empty.has_message("password_missing"));
        CHECK(submit(page, std::string(321, 'a'), login_password).has_message("wrong_credentials"));
        CHECK(submit(page, "max@example.org", std::string(1025, 'a')).has_message("wrong_credentials"));
    }

    TEST_CASE_FIXTURE(WithAccount, "a password is not trimmed, and its NFKC-equal form is the same password")
    {
        CHECK(submit(open(), login_name, std::string{login_password} + " ").has_message("wrong_credentials"));
        stand.add_account("eva@example.org", "K\u00f6nigsberger Klo\u00df");
        auto fresh = stand.browser();
        CHECK(!sign_in(fresh, portal_request(), "eva@example.org", "Ko\u0308nigsberger Klo\u00df")
                   .parameter("code")
                   .empty());
    }

    TEST_CASE_FIXTURE(WithAccount, "a disabled account is told so only after the right password")
    {
        stand.database().write([&](store::Connection& tx) {
            REQUIRE(store::accounts::set_disabled(tx, account, stand.clock.now(), stand.clock.now()));
        });
        CHECK(submit(open(), login_name, "falsches Passwort").has_message("wrong_credentials"));
        CHECK(submit(open(), login_name, login_password).has_message("account_disabled"));
    }

    TEST_CASE_FIXTURE(WithAccount, "cancel returns access_denied, with state and iss, to the client")
    {
        auto const page = browser.submit(open(), {{"cancel", "1"}}, "/login");
        CHECK(page.address.starts_with("https://portal.example/callback?error=access_denied&"));
        CHECK(page.parameter("state") == "state-of-the-portal");
        CHECK(page.parameter("iss") == stand.config().issuer);
    }

    TEST_CASE_FIXTURE(WithAccount, "login_hint fills the name")
    {
        auto const page = browser.get(authorize_address(portal_request({{"login_hint", "max@example.org"}})));
        CHECK(page.body.find("value=\"max@example.org\"") != std::string::npos);
    }

    TEST_CASE_FIXTURE(WithAccount, "a new sign-in gives a new session cookie: an old one cannot be fixed onto somebody")
    {
        browser.cookies["__Host-zugang_sid"] = "zgs_planted";
        REQUIRE(!submit(open(), login_name, login_password).parameter("code").empty());
        auto const first = browser.cookies["__Host-zugang_sid"];
        CHECK(first != "zgs_planted");
        auto const again = sign_in(browser, portal_request({{"prompt", "login"}}), login_name, login_password);
        REQUIRE(!again.parameter("code").empty());
        CHECK(browser.cookies["__Host-zugang_sid"] != first);
        auto thief = stand.browser();
        thief.cookies["__Host-zugang_sid"] = first;
        CHECK(thief.get(authorize_address(portal_request({{"prompt", "none"}}))).parameter("error") ==
              "login_required");
    }

    TEST_CASE_FIXTURE(WithAccount,
                      "a right password from the list of common ones must be changed before anything goes on")
    {
        stand.add_account("eva@example.org", "passwort123456");
        auto const page = submit(open(), "eva@example.org", "passwort123456");
        REQUIRE(page.name() == "password-change");
        CHECK(browser.cookies.count("__Host-zugang_sid") == 0);
        CHECK(browser.get(authorize_address(portal_request({{"prompt", "none"}}))).parameter("error") ==
              "login_required");
        auto const again = browser.submit(page, {{"password", "passwort123456"}, {"password_repeat", "passwort123456"}},
                                          "/login/new-password");
        CHECK(again.has_message("password_too_known"));
        auto const done = browser.submit(
            again, {{"password", "ein ganz neues Passwort"}, {"password_repeat", "ein ganz neues Passwort"}},
            "/login/new-password");
        CHECK(!done.parameter("code").empty());
        CHECK(stand.mails().size() == 1);
        auto fresh = stand.browser();
        CHECK(
            !sign_in(fresh, portal_request(), "eva@example.org", "ein ganz neues Passwort").parameter("code").empty());
    }

    TEST_CASE_FIXTURE(WithAccount, "a stale proof of an old password cannot undo the owner's own change")
    {
        auto const owner = stand.add_account("eva@example.org", "passwort123456");
        auto const page = submit(open(), "eva@example.org", "passwort123456");
        REQUIRE(page.name() == "password-change");
        stand.clock.advance(std::chrono::seconds{1});
        auto const hash = stand.sealer().seal("$argon2id$of-the-owner", {"accounts", "password_hash", owner});
        stand.database().write(
            [&](store::Connection& tx) { REQUIRE(store::accounts::set_password(tx, owner, hash, stand.clock.now())); });
        auto const late = browser.submit(
            page, {{"password", "ein ganz neues Passwort"}, {"password_repeat", "ein ganz neues Passwort"}},
            "/login/new-password");
        CHECK(late.parameter("code").empty());
        auto const kept =
            stand.database().read([&](store::Connection& db) { return store::accounts::find(db, owner); });
        CHECK(kept->password_hash == hash);
        CHECK(browser.cookies.count("__Host-zugang_sid") == 0);
    }

    TEST_CASE_FIXTURE(WithAccount, "signing in without a client ends on the start page, signed in")
    {
        auto const page = submit(browser.get("/login"), login_name, login_password);
        CHECK(page.name() == "start");
        CHECK(page.body.find(login_name) != std::string::npos);
    }
}

} // namespace zugang::tests
