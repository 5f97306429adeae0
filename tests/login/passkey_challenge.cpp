// The challenge of a sign-in with a passkey (WebAuthn L3 §13.4.3): five minutes, once, for one sign-in of one browser;
// and what people do with the page meanwhile.
#include "base/base64url.hpp"
#include "doctest.h"
#include "tests/support/passkeys.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto form_address = "/login/with-passkey";

struct WithChallenge {
    Stand stand;
    Browser browser;
    SoftAuthenticator phone;
    std::string account;

    WithChallenge() : browser(stand.browser())
    {
        stand.add_portal();
        account = stand.add_account("max@example.org", "ein gutes Passwort");
        add_passkey(stand, account, phone);
    }
    Page open(Fields const& changes = {}) { return browser.get(authorize_address(portal_request(changes))); }
    /// What the script of the page sends.
    Fields answer(Page const& page)
    {
        auto const question = passkey_question(stand, page);
        return passkey_fields(question, phone.get(question.request));
    }
};

std::string flow_of(Page const& page)
{
    return page.parameter("flow");
}

} // namespace

TEST_SUITE("passkey challenge")
{
    TEST_CASE_FIXTURE(WithChallenge, "a challenge is good for five minutes, and not a millisecond longer")
    {
        auto const page = open();
        stand.clock.advance(std::chrono::minutes{5} - std::chrono::milliseconds{1});
        CHECK(!browser.submit(page, answer(page), form_address).parameter("code").empty());
        auto const next = open({{"prompt", "login"}});
        stand.clock.advance(std::chrono::minutes{5});
        auto const late = browser.submit(next, answer(next), form_address);
        CHECK(late.name() == "login");
        CHECK(late.has_message("passkey_expired"));
        CHECK(!browser.submit(late, answer(late), form_address).parameter("code").empty()); // it brought a fresh one
    }

    TEST_CASE_FIXTURE(WithChallenge, "a page that stays open gets fresh options, and the former ones still count")
    {
        auto const page = open();
        stand.clock.advance(std::chrono::minutes{4});
        auto const fresh = browser.get(page.attribute("data-passkey-refresh"));
        CHECK(fresh.header("Content-Type").starts_with("application/json"));
        CHECK(fresh.header("Cache-Control") == "no-store");
        CHECK(fresh.body.find(passkey_question(stand, page).token) == std::string::npos);
        stand.clock.advance(std::chrono::seconds{59});
        auto other = stand.browser();
        other.cookies = browser.cookies;
        stand.clock.advance(std::chrono::minutes{4});
        auto const question = passkey_question(stand, fresh.body);
        auto const done = browser.submit(page, passkey_fields(question, phone.get(question.request)), form_address);
        CHECK(!done.parameter("code").empty());
    }

    TEST_CASE_FIXTURE(WithChallenge, "a page costs no row: only an answer does")
    {
        auto const page = open();
        for (int times = 0; times < 3; ++times)
            CHECK(browser.get(page.attribute("data-passkey-refresh")).status == 200);
        auto const later = stand.clock.now() + std::chrono::days{1};
        CHECK(stand.database().write(
                  [&](store::Connection& tx) { return store::passkey_challenges::remove_expired(tx, later); }) == 0);
        REQUIRE(!browser.submit(page, answer(page), form_address).parameter("code").empty());
        CHECK(stand.database().write(
                  [&](store::Connection& tx) { return store::passkey_challenges::remove_expired(tx, later); }) == 1);
    }

    TEST_CASE_FIXTURE(WithChallenge, "an answer sent again in another browser signs nobody in")
    {
        auto const page = open();
        auto const fields = answer(page);
        auto thief = stand.browser();
        auto const theirs = thief.get(authorize_address(portal_request()));
        CHECK(thief.submit(theirs, fields, form_address).has_message("passkey_expired")); // another sign-in's
        REQUIRE(!browser.submit(page, fields, form_address).parameter("code").empty());
        CHECK(thief.submit(theirs, fields, form_address).has_message("passkey_expired"));
        auto with_cookie = stand.browser(); // who stole the address of the sign-in as well
        CHECK(with_cookie.get(page.address).name() != "login");
        CHECK_FALSE(thief.cookies.contains("__Host-zugang_sid"));
    }

    TEST_CASE_FIXTURE(WithChallenge, "a challenge is used up by an answer that is refused, too")
    {
        auto const page = open();
        auto const question = passkey_question(stand, page);
        auto lie = question.request;
        lie.origin = "https://id.example.net";
        REQUIRE(browser.submit(page, passkey_fields(question, phone.get(lie)), form_address)
                    .has_message("passkey_refused"));
        auto const honest = passkey_fields(question, phone.get(question.request));
        CHECK(browser.submit(page, honest, form_address).has_message("passkey_expired"));
    }

    TEST_CASE_FIXTURE(WithChallenge, "the challenge of another tab's sign-in, or a token of one's own, is none")
    {
        auto const first = open({{"state", "first"}});
        auto const second = open({{"state", "second"}});
        REQUIRE(flow_of(first) != flow_of(second));
        CHECK(browser.submit(second, answer(first), form_address).has_message("passkey_expired"));
        auto made_up = passkey_question(stand, second);
        made_up.token = base64url_encode(random_bytes(56));
        CHECK(browser.submit(second, passkey_fields(made_up, phone.get(made_up.request)), form_address)
                  .has_message("passkey_expired"));
        made_up.token = "";
        CHECK(browser.submit(second, passkey_fields(made_up, phone.get(made_up.request)), form_address)
                  .has_message("passkey_expired"));
        CHECK(browser.submit(second, answer(second), form_address).parameter("state") == "second");
    }

    TEST_CASE_FIXTURE(WithChallenge, "the challenge of a second factor does not sign in")
    {
        auto const page = sign_in(browser, portal_request(), "max@example.org", "ein gutes Passwort");
        REQUIRE(page.name() == "passkey");
        auto const sign_in_page = browser.get("/login?other_account=1&flow=" + flow_of(page));
        REQUIRE(sign_in_page.name() == "login");
        CHECK(browser.submit(sign_in_page, answer(page), form_address).has_message("passkey_expired"));
    }

    TEST_CASE_FIXTURE(WithChallenge, "a double click gets where the first click got")
    {
        auto const page = open();
        auto const fields = answer(page);
        auto const own = browser.get("/login");
        auto const own_fields = answer(own);
        REQUIRE(!browser.submit(page, fields, form_address).parameter("code").empty());
        CHECK(browser.submit(page, fields, form_address).name() == "start");
        REQUIRE(browser.submit(own, own_fields, form_address).name() == "start");
        auto const twice = browser.submit(own, own_fields, form_address);
        CHECK(twice.name() == "start");
        CHECK(twice.messages().empty());
    }

    TEST_CASE_FIXTURE(WithChallenge, "two tabs: the first signs in both, the second's passkey still works")
    {
        auto const first = open({{"state", "first"}});
        auto const second = open({{"state", "second"}});
        CHECK(browser.submit(first, answer(first), form_address).parameter("state") == "first");
        CHECK(browser.submit(second, answer(second), form_address).parameter("state") == "second");
    }

    TEST_CASE_FIXTURE(WithChallenge, "a form of another site, and one without a cookie, are refused before anything")
    {
        auto const page = open();
        auto fields = changed(answer(page), {{"csrf", "of-another-site"}});
        CHECK(browser.submit(page, fields, form_address).status == 403);
        fields.pop_back();
        REQUIRE(!browser.submit(page, fields, form_address).parameter("code").empty()); // nothing was used up
        auto fresh = stand.browser();
        auto const theirs = fresh.get(authorize_address(portal_request()));
        auto const mine = answer(theirs);
        fresh.cookies.clear();
        CHECK(fresh.submit(theirs, mine, form_address).name() == "cookies-required");
    }

    TEST_CASE_FIXTURE(WithChallenge, "cancelled on the page, the passkey is not asked, and after an hour neither")
    {
        auto const page = open();
        auto fields = answer(page);
        fields.emplace_back("cancel", "1");
        CHECK(browser.submit(page, fields, form_address).parameter("error") == "access_denied");
        auto const late = open();
        auto const last = answer(late);
        stand.clock.advance(std::chrono::minutes{60});
        CHECK(browser.submit(late, last, form_address).name() == "login-expired");
        CHECK(browser.get(late.attribute("data-passkey-refresh")).name() == "login-expired");
    }

    TEST_CASE_FIXTURE(WithChallenge, "links to other languages lead from a refusal back to the sign-in page")
    {
        auto const page = open();
        auto const refused = browser.submit(page, {{"challenge", ""}, {"credential", ""}}, form_address);
        REQUIRE(refused.has_message("passkey_expired"));
        auto const at = refused.body.find("/login?");
        REQUIRE(at != std::string::npos);
        CHECK(refused.body.find("href=\"/login/with-passkey") == std::string::npos);
        CHECK(browser.get("/login?ui_locales=en&flow=" + flow_of(page)).name() == "login");
    }
}

} // namespace zugang::tests
