// The code of an authenticator app at sign-in.
#include "base/url.hpp"
#include "store/factors.hpp"
#include "tests/races/all_at_once.hpp"
#include "tests/second_factor/with_app.hpp"
#include <algorithm>
#include <atomic>

namespace zugang::tests {
namespace {

void set_strict_window(idp::config::Config& config)
{
    config.totp.window = 0;
}

} // namespace

TEST_SUITE("authenticator app at sign-in")
{
    TEST_CASE_FIXTURE(WithApp, "after the password the code is asked for, and the token says both were proved")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = after_password(browser);
        REQUIRE(page.name() == "totp");
        CHECK(page.body.find(person_name) != std::string::npos);
        auto const at_portal = type(browser, page, app.code(now()));
        REQUIRE(is_signed_in(at_portal));
        auto const tokens = redeem_portal_code(browser, at_portal.parameter("code"));
        auto const claims = TokenAnswer::claims(tokens.text("id_token"));
        CHECK(claims.string("acr") == "urn:zugang:acr:mfa");
        CHECK(claims.strings("amr") == std::vector<std::string>{"pwd", "otp", "mfa"});
        CHECK(factors().at(0).last_used_at == now());
    }

    TEST_CASE_FIXTURE(WithApp, "a code signs in once: not again in another sign-in, nor while it is the one before")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto other = stand.browser();
        auto const code = app.code(now());
        auto const waiting = after_password(other);
        REQUIRE(is_signed_in(type(browser, after_password(browser), code)));
        auto const refused = type(other, waiting, code);
        CHECK(refused.has_message("totp_used"));
        CHECK(refused.body.find("value=\"" + code + "\"") != std::string::npos);
        stand.clock.advance(one_step); // the same code is now that of the step before
        CHECK(type(other, waiting, code).has_message("totp_used"));
        CHECK(is_signed_in(type(other, waiting, app.code(now()))));
    }

    TEST_CASE("of five browsers that post one code at the same moment one is signed in")
    {
        for (auto const engine : engines()) {
            WithApp at{engine};
            auto const app = at.add_app("phone");
            std::vector<Browser> browsers;
            std::vector<Page> pages;
            for (int i = 0; i < 5; ++i) {
                browsers.push_back(at.stand.browser());
                pages.push_back(at.after_password(browsers.back()));
            }
            std::atomic<int> signed_in = 0;
            all_at_once(5, [&](int i) {
                auto const number = static_cast<std::size_t>(i);
                if (is_signed_in(WithApp::type(browsers[number], pages[number], app.code(at.now()))))
                    ++signed_in;
            });
            CHECK(signed_in == 1);
        }
    }

    TEST_CASE_FIXTURE(WithApp, "a second click on the same page is no error, and where the first answer got lost, and "
                               "its cookies with it, the sign-in begins anew")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = after_password(browser);
        auto first = browser; // its cookies are gone with the answer
        auto const address = "/login/totp?flow=" + page.parameter("flow");
        auto const form = page.hidden_fields("/login/totp");
        std::string body = "code=" + app.code(now());
        for (auto const& [name, value] : form)
            body += "&" + name + "=" + percent_encode(value);
        auto const answer =
            first.request("POST", address, body, {{"Content-Type", "application/x-www-form-urlencoded"}});
        REQUIRE(answer.header("Location").find("/login/done") != std::string::npos);
        auto const again = type(browser, page, app.code(now()));
        REQUIRE(again.name() == "login"); // a form sent again proves nothing: it could be somebody else's click
        Fields const fields{{"username", person_name}, {"password", person_password}};
        auto const code_page = browser.submit(again, fields, "/login");
        REQUIRE(code_page.name() == "totp"); // a session that nobody has the cookie of proves nothing
        stand.clock.advance(one_step);
        CHECK(is_signed_in(type(browser, code_page, app.code(now()))));
        auto const late = type(browser, page, app.code(now()));
        CHECK(late.name() == "start");
        CHECK(late.messages().empty());
    }

    TEST_CASE("of four clicks at once on one page one ends at the client, and none in an error")
    {
        for (auto const engine : engines()) {
            WithApp at{engine};
            auto const app = at.add_app("phone");
            auto browser = at.stand.browser();
            auto const page = at.after_password(browser);
            std::vector<Browser> clicks(4, browser);
            std::vector<Page> answers(4);
            all_at_once(4, [&](int i) {
                auto const number = static_cast<std::size_t>(i);
                answers[number] = WithApp::type(clicks[number], page, app.code(at.now()));
            });
            CHECK(std::ranges::count_if(answers, is_signed_in) == 1);
            for (auto const& answer : answers) {
                CHECK(answer.messages().empty());
                CHECK((is_signed_in(answer) || answer.name() == "start" || answer.name() == "login"));
            }
        }
    }

    TEST_CASE_FIXTURE(WithApp, "the code of the step before is taken until its end, an older one is told as old")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const code = app.code(now());
        auto const page = after_password(browser);
        stand.clock.advance(2 * one_step);
        auto const old = type(browser, page, code);
        CHECK(old.has_message("totp_clock_behind"));
        CHECK(old.body.find("etwa 1 Minute alt") != std::string::npos);
        auto const next = app.code(now());
        stand.clock.advance(2 * one_step - std::chrono::milliseconds{1});
        CHECK(is_signed_in(type(browser, page, next)));
    }

    TEST_CASE("with the strict window the code of the step before is refused")
    {
        WithApp at{Engine::sqlite, set_strict_window};
        auto const app = at.add_app("phone");
        auto browser = at.stand.browser();
        auto const page = at.after_password(browser);
        auto const code = app.code(at.now());
        at.stand.clock.advance(one_step);
        CHECK(WithApp::type(browser, page, code).has_message("totp_clock_behind"));
        CHECK(is_signed_in(WithApp::type(browser, page, app.code(at.now()))));
    }

    TEST_CASE_FIXTURE(WithApp, "a wrong clock is told with its minutes, up to ten; beyond, the code is wrong")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = after_password(browser);
        CHECK(type(browser, page, app.code(now() + 20 * one_step)).body.find("etwa 10 Minuten vor") !=
              std::string::npos);
        CHECK(type(browser, page, app.code(now() + 6 * one_step)).has_message("totp_clock_ahead"));
        auto const behind = type(browser, page, app.code(now() - 20 * one_step));
        CHECK(behind.has_message("totp_clock_behind"));
        CHECK(behind.body.find("etwa 10 Minuten alt") != std::string::npos);
        CHECK(type(browser, page, app.code(now() + 21 * one_step)).has_message("totp_wrong"));
    }

    TEST_CASE_FIXTURE(WithApp, "a code that was told to come later is refused when its time comes, others are not")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = after_password(browser);
        auto const third = app.code(now() + 3 * one_step);
        auto const second = app.code(now() + 2 * one_step);
        CHECK(type(browser, page, third).has_message("totp_clock_ahead"));
        CHECK(type(browser, page, second).has_message("totp_clock_ahead"));
        stand.clock.advance(3 * one_step);
        CHECK(type(browser, page, third).has_message("totp_used"));
        CHECK(type(browser, page, second).has_message("totp_used")); // the step before
        stand.clock.advance(one_step);
        CHECK(is_signed_in(type(browser, page, app.code(now()))));
    }

    TEST_CASE_FIXTURE(WithApp, "digits of other scripts, spaces and dashes are read")
    {
        auto const app = add_app("phone");
        auto const written = [](std::string const& code, std::vector<std::string> const& digits) {
            std::string text;
            for (char const digit : code)
                text += digits.at(static_cast<std::size_t>(digit - '0'));
            return text;
        };
        std::vector<std::vector<std::string>> const scripts{{"٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"},
                                                            {"۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹"},
                                                            {"0 ", "1 ", "2 ", "3-", "4-", "5-", "6", "7", "8", "9"}};
        for (auto const& digits : scripts) {
            auto browser = stand.browser();
            CHECK(is_signed_in(type(browser, after_password(browser), written(app.code(now()), digits))));
            stand.clock.advance(one_step);
        }
    }

    TEST_CASE_FIXTURE(WithApp, "each app of an account signs in, and one's code does not use up another's")
    {
        std::vector<Authenticator> const apps{add_app("phone"), add_app("tablet"), add_app("computer")};
        for (auto const& app : apps) {
            auto browser = stand.browser();
            CHECK(is_signed_in(sign_in_with(browser, app)));
        }
        for (auto const& app : apps) {
            auto browser = stand.browser();
            CHECK(sign_in_with(browser, app).has_message("totp_used"));
        }
    }

    TEST_CASE_FIXTURE(WithApp, "an app that was removed signs nobody in")
    {
        auto const app = add_app("phone");
        stand.clock.advance(one_step);
        auto const lost = add_app("lost"); // the younger one
        auto const lost_id = factors().at(1).id;
        auto const removed = stand.database().write([&](store::Connection& tx) {
            return store::factors::remove(tx, lost_id, account, store::factors::Last::stays, now());
        });
        REQUIRE(removed == store::factors::Removed::yes);
        auto browser = stand.browser();
        auto const page = after_password(browser);
        CHECK(type(browser, page, lost.code(now())).has_message("totp_wrong"));
        CHECK(is_signed_in(type(browser, page, app.code(now()))));
    }
}

TEST_SUITE("guesses at an authenticator app")
{
    TEST_CASE_FIXTURE(WithApp, "what is no code is told as what it is and costs no try")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = after_password(browser);
        for (int i = 0; i < 5; ++i) {
            CHECK(type(browser, page, "").has_message("totp_missing"));
            CHECK(type(browser, page, "12345").has_message("totp_too_short"));
            CHECK(type(browser, page, "1234567").has_message("totp_too_long"));
            auto const letters = type(browser, page, "12345O");
            CHECK(letters.has_message("totp_not_digits"));
            CHECK(letters.body.find("value=\"12345O\"") != std::string::npos);
        }
        CHECK(is_signed_in(type(browser, page, app.code(now()))));
    }

    TEST_CASE_FIXTURE(WithApp, "after five wrong codes even the right one waits a quarter of an hour")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = after_password(browser);
        for (int i = 0; i < 5; ++i)
            CHECK(type(browser, page, app.wrong_code(now())).has_message("totp_wrong"));
        auto const wait = type(browser, page, app.code(now()));
        CHECK(wait.status == 429);
        CHECK(wait.name() == "totp");
        CHECK(wait.header("Retry-After") == "900");
        CHECK(wait.has_message("too_many_attempts"));
        auto other = stand.browser(); // another sign-in has no more tries
        auto const elsewhere = after_password(other);
        CHECK(type(other, elsewhere, app.code(now())).status == 429);
        stand.clock.advance(std::chrono::minutes{15} - std::chrono::milliseconds{1});
        CHECK(type(browser, page, app.code(now())).status == 429);
        stand.clock.advance(std::chrono::milliseconds{1});
        CHECK(is_signed_in(type(browser, page, app.code(now()))));
    }

    TEST_CASE_FIXTURE(WithApp, "who has not proved the password is asked for nothing else, and no code helps")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = browser.get(authorize_address(portal_request()));
        auto const flow = page.parameter("flow");
        CHECK(browser.get("/login/totp?flow=" + flow).name() == "login");
        auto fields = page.hidden_fields("/login");
        fields.emplace_back("code", app.code(now()));
        CHECK(browser.post("/login/totp?flow=" + flow, fields).name() == "login");
        CHECK(factors().at(0).last_step == 0);
    }

    TEST_CASE_FIXTURE(WithApp, "the page without a sign-in, or with another browser's, takes no code")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = after_password(browser);
        CHECK(browser.get("/login/totp").status == 404);
        auto stranger = stand.browser();
        auto const own = stranger.get(authorize_address(portal_request()));
        CHECK(stranger.get(page.address).name() == "login-expired");
        auto fields = own.hidden_fields("/login");
        fields.emplace_back("code", app.code(now()));
        CHECK(stranger.post("/login/totp?flow=" + page.parameter("flow"), fields).name() == "login-expired");
        CHECK(factors().at(0).last_step == 0);
        CHECK(browser.submit(page, {{"code", app.code(now())}, {"csrf", "forged"}}, "/login/totp").status >= 400);
    }
}

} // namespace zugang::tests
