// What people do with browsers: Back, two tabs, double clicks, a long pause, no cookies, foreign forms.
#include "base/url.hpp"
#include "doctest.h"
#include "store/sessions.hpp"
#include "tests/support/relying_party.hpp"
#include <algorithm>
#include <functional>

namespace zugang::tests {
namespace {

constexpr auto way_name = "max@example.org";
constexpr auto way_password = "ein gutes Passwort";

struct AtTheBrowser {
    Stand stand;
    Browser browser;

    AtTheBrowser() : browser(stand.browser())
    {
        stand.add_portal();
        stand.add_account(way_name, way_password);
    }
    Page open(Fields const& changes = {}) { return browser.get(authorize_address(portal_request(changes))); }
    Page submit(Page const& page)
    {
        return browser.submit(page, {{"username", way_name}, {"password", way_password}}, "/login");
    }
};

} // namespace

TEST_SUITE("browser ways")
{
    TEST_CASE_FIXTURE(AtTheBrowser, "Back after the sign-in, and a second submit, lead to the signed-in start page")
    {
        auto const page = open();
        REQUIRE(!submit(page).parameter("code").empty());
        CHECK(browser.get(page.address).name() == "start");
        CHECK(submit(page).name() == "start");
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "two tabs have two sign-ins; the second offers to go on as who is signed in")
    {
        auto const first = open({{"state", "first"}});
        auto const second = open({{"state", "second"}});
        stand.clock.advance(std::chrono::seconds{5});
        CHECK(submit(first).parameter("state") == "first");
        auto const reloaded = browser.get(second.address);
        REQUIRE(reloaded.name() == "choose-account");
        CHECK(reloaded.body.find(way_name) != std::string::npos);
        CHECK(submit(second).parameter("state") == "second"); // its form still works as well
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "after an hour the page offers to start again, with the same client and state")
    {
        auto const page = open();
        stand.clock.advance(std::chrono::minutes{60});
        auto const late = submit(page);
        REQUIRE(late.name() == "login-expired");
        auto const at = late.body.find("/oauth2/authorize/begin?flow=");
        REQUIRE(at != std::string::npos);
        auto const fresh = browser.get(late.body.substr(at, late.body.find('"', at) - at));
        REQUIRE(fresh.name() == "login");
        CHECK(submit(fresh).parameter("state") == "state-of-the-portal");
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "one millisecond before the hour the form still works")
    {
        auto const page = open();
        stand.clock.advance(std::chrono::minutes{60} - std::chrono::milliseconds{1});
        CHECK(!submit(page).parameter("code").empty());
    }

    TEST_CASE_FIXTURE(AtTheBrowser,
                      "a browser without cookies is told how to allow them, and never sent round in circles")
    {
        auto const first = browser.request("GET", authorize_address(portal_request()), "");
        browser.cookies.clear();
        auto const page = browser.request("GET", first.header("Location"), "");
        CHECK(page.status == 200);
        CHECK(page.name() == "cookies-required");
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "a sign-in belongs to the browser that began it")
    {
        auto const page = open();
        auto stranger = stand.browser();
        stranger.get("/");
        CHECK(stranger.get(page.address).name() == "login-expired");
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "forms from elsewhere are refused: wrong token, foreign Origin, cross-site fetch")
    {
        auto const page = open();
        auto const post = [&](Fields fields, std::vector<http::Header> headers) {
            headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
            fields.insert(fields.end(), {{"username", way_name}, {"password", way_password}});
            return browser.request("POST", page.address, encode_form(fields), headers);
        };
        auto const token = page.hidden_fields("/login");
        auto const own = stand.config().issuer;
        CHECK(post({}, {{"Origin", own}}).status == 403);
        CHECK(post({{"csrf", "x"}}, {{"Origin", own}}).status == 403);
        CHECK(post(token, {{"Origin", "https://evil.example"}}).status == 403);
        CHECK(post(token, {{"Origin", "null"}}).status == 403);
        CHECK(post(token, {{"Origin", own}, {"Sec-Fetch-Site", "cross-site"}}).status == 403);
        auto const good = post(token, {{"Origin", own}, {"Sec-Fetch-Site", "same-origin"}});
        CHECK(good.status == 303);
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "an authorization request posted from another site works without any cookie")
    {
        auto const answer = browser.request("POST", "/oauth2/authorize", encode_form(portal_request()),
                                            {{"Content-Type", "application/x-www-form-urlencoded"},
                                             {"Origin", "https://portal.example"},
                                             {"Sec-Fetch-Site", "cross-site"}});
        REQUIRE(answer.status == 303);
        browser.cookies.clear(); // a cross-site POST's answer: what matters is that the GET begins anew
        CHECK(!submit(browser.get(answer.header("Location"))).parameter("code").empty());
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "a cross-site POST leaves the browser's cookie, and so its open sign-ins, alone")
    {
        auto const page = open();
        auto stranger = stand.browser(); // the same browser, whose Lax cookies do not come along
        for (auto const* const address : {"/oauth2/authorize", "/oauth2/end_session", "/login"}) {
            CAPTURE(address);
            auto const answer = stranger.request("POST", address, encode_form(portal_request()),
                                                 {{"Content-Type", "application/x-www-form-urlencoded"}});
            CHECK(answer.header("Set-Cookie").empty());
        }
        CHECK(!submit(page).parameter("code").empty());
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "a sign-out in another tab between password and consent leads back to the sign-in")
    {
        auto const page = submit(open({{"prompt", "consent"}}));
        REQUIRE(page.name() == "consent");
        browser.submit(browser.get("/logout"), {}, "/logout");
        auto const again = browser.submit(page, {{"decision", "allow"}}, "/consent");
        REQUIRE(again.name() == "login");
        auto const consent = submit(again);
        REQUIRE(consent.name() == "consent"); // what was allowed before is forgotten as well
        CHECK(!browser.submit(consent, {{"decision", "allow"}}, "/consent").parameter("code").empty());
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "after a sign-out no tab knows of a factor that was proved in it before")
    {
        auto const account = stand.database().read(
            [](store::Connection& db) { return store::accounts::find_by_email(db, way_name)->id; });
        auto const app = stand.add_authenticator(account, "Telefon");
        auto const code_page = submit(open({{"prompt", "consent"}}));
        auto const page = browser.submit(code_page, {{"code", app.code(stand.clock.now())}}, "/login/totp");
        REQUIRE(page.name() == "consent");
        browser.submit(browser.get("/logout"), {}, "/logout");
        auto const again = browser.get(page.address);
        REQUIRE(again.name() == "login");
        CHECK(submit(again).name() == "totp");
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "a sign-in whose session an operator or time has ended asks for everything again")
    {
        auto const account = stand.database().read(
            [](store::Connection& db) { return store::accounts::find_by_email(db, way_name)->id; });
        auto const app = stand.add_authenticator(account, "Telefon");
        auto const end_by_operator = [&] {
            stand.database().write([&](store::Connection& db) {
                CHECK(store::sessions::end_of_account(db, account, stand.clock.now()).size() == 1);
            });
        };
        auto const end_by_time = [&] { stand.clock.advance(std::chrono::minutes{31}); };
        for (auto const& end : std::vector<std::function<void()>>{end_by_operator, end_by_time}) {
            auto const code_page = submit(open({{"prompt", "consent"}}));
            auto const page = browser.submit(code_page, {{"code", app.code(stand.clock.now())}}, "/login/totp");
            REQUIRE(page.name() == "consent");
            end();
            auto const address = page.address.substr(page.address.find("?flow="));
            for (auto const* const path : {"/login/totp", "/login/recovery-code", "/login/second-factor", "/consent",
                                           "/setup/totp", "/setup/recovery-codes", "/login/done"}) {
                CAPTURE(path);
                CHECK(browser.get(path + address).name() == "login");
                CHECK(browser.submit(code_page, {{"code", "AAAA"}}, "/login/totp").name() == "login");
            }
            auto const again = submit(browser.get("/login" + address));
            CHECK(again.name() == "totp");
            stand.clock.advance(std::chrono::seconds{60});
            CHECK(browser.submit(again, {{"code", app.code(stand.clock.now())}}, "/login/totp").name() == "consent");
            browser.submit(browser.get("/logout"), {}, "/logout");
            stand.clock.advance(std::chrono::seconds{60}); // a new code
        }
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "cancelling takes what was proved from whoever goes back")
    {
        auto const account = stand.database().read(
            [](store::Connection& db) { return store::accounts::find_by_email(db, way_name)->id; });
        stand.add_authenticator(account, "Telefon");
        auto const page = submit(open());
        REQUIRE(page.name() == "totp");
        browser.submit(page, {{"cancel", "1"}}, "/login/totp");
        CHECK(browser.get(page.address).name() == "login");
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "a posted request's ui_locales chooses the language")
    {
        auto const page = browser.post("/oauth2/authorize", portal_request({{"ui_locales", "uk"}}));
        CHECK(page.body.find("<html lang=\"uk\"") != std::string::npos);
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "every page carries the security headers, and the cookies are host-bound")
    {
        auto const raw = browser.request("GET", authorize_address(portal_request()), "");
        CHECK(raw.header("Set-Cookie").find("__Host-zugang_flow=") == 0);
        for (auto const* const part : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"})
            CHECK(raw.header("Set-Cookie").find(part) != std::string::npos);
        for (auto const* const address : {"/", "/help", "/register", "/login", "/nowhere"}) {
            auto const page = browser.get(address);
            CAPTURE(address);
            CHECK(page.header("Content-Security-Policy").find("default-src 'none'") == 0);
            CHECK(page.header("X-Content-Type-Options") == "nosniff");
            CHECK(page.header("Referrer-Policy") == "same-origin");
            CHECK(page.header("Cross-Origin-Opener-Policy") == "same-origin-allow-popups");
            CHECK(page.header("Cache-Control") == "no-store");
            CHECK(page.header("Strict-Transport-Security").empty()); // plain http on localhost
        }
    }

    TEST_CASE_FIXTURE(AtTheBrowser,
                      "response_mode=form_post posts to the client's origin and names it in that answer alone")
    {
        auto const page = submit(open({{"response_mode", "form_post"}}));
        CHECK(page.body.find("action=\"https://portal.example/callback\"") != std::string::npos);
        CHECK(page.header("Content-Security-Policy").find("form-action https://portal.example") != std::string::npos);
        auto const fields = page.hidden_fields("https://portal.example");
        CHECK(std::ranges::any_of(fields, [](auto const& field) { return field.first == "code"; }));
        CHECK(std::ranges::any_of(fields, [](auto const& field) { return field.first == "iss"; }));
    }

    TEST_CASE_FIXTURE(AtTheBrowser, "the language stays when it was chosen, and ui_locales of the client chooses it")
    {
        auto const page = open({{"ui_locales", "uk"}});
        CHECK(page.body.find("lang=\"uk\"") != std::string::npos);
        CHECK(browser.get(page.address).body.find("<html lang=\"uk\"") != std::string::npos);
        CHECK(browser.get(page.address + "&ui_locales=en").body.find("<html lang=\"en\"") != std::string::npos);
        CHECK(browser.get(page.address).body.find("<html lang=\"en\"") != std::string::npos);
    }
}

} // namespace zugang::tests
