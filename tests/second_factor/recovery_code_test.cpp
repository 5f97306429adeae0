// A recovery code at sign-in.
#include "codes/check_character.hpp"
#include "tests/races/all_at_once.hpp"
#include "tests/second_factor/with_codes.hpp"
#include <atomic>

namespace zugang::tests {
namespace {

/// An account with an app and ten codes.
struct WithSheet : WithCodes {
    explicit WithSheet(Engine engine = Engine::sqlite) : WithCodes(engine) {}

    Authenticator app = add_app("phone");
    std::vector<std::string> codes = add_codes();
};

/// From the page that tells how many are left on to the client.
Page go_on(Browser& browser, Page const& used)
{
    auto const at = used.body.find("class=\"button\" href=\"");
    REQUIRE(at != std::string::npos);
    auto const from = at + std::string_view{"class=\"button\" href=\""}.size();
    return browser.get(used.body.substr(from, used.body.find('"', from) - from));
}

} // namespace

TEST_SUITE("recovery code at sign-in")
{
    TEST_CASE_FIXTURE(WithSheet, "a code in place of the app's signs in, and the person is told how many are left")
    {
        auto browser = stand.browser();
        auto const asked = after_password(browser);
        CHECK(asked.body.find("/login/recovery-code?flow=") != std::string::npos);
        auto const page = browser.get("/login/recovery-code?flow=" + asked.parameter("flow"));
        REQUIRE(page.name() == "recovery-code");
        CHECK(page.body.find(person_name) != std::string::npos);
        auto const used = type_code(browser, page, codes[3]);
        CHECK(used.name() == "recovery-code-used");
        CHECK(used.body.find("noch 9 Wiederherstellungscodes") != std::string::npos);
        CHECK(count_unused() == 9);
        CHECK(count_mails("ein Wiederherstellungscode verwendet") == 1);
        auto const at_portal = go_on(browser, used);
        REQUIRE(is_signed_in(at_portal));
        auto const claims =
            TokenAnswer::claims(redeem_portal_code(browser, at_portal.parameter("code")).text("id_token"));
        CHECK(claims.string("acr") == "urn:zugang:acr:mfa");
        CHECK(claims.strings("amr") == std::vector<std::string>{"pwd", "otp", "mfa"});
    }

    TEST_CASE_FIXTURE(WithSheet, "a used code is told as used, and what was typed stays")
    {
        auto browser = stand.browser();
        auto other = stand.browser();
        auto const waiting = at_recovery_code(other);
        REQUIRE(type_code(browser, at_recovery_code(browser), codes[0]).name() == "recovery-code-used");
        auto const refused = type_code(other, waiting, codes[0]);
        CHECK(refused.has_message("recovery_code_used"));
        CHECK(refused.body.find("value=\"" + codes[0] + "\"") != std::string::npos);
        CHECK(count_unused() == 9);
        CHECK(type_code(other, waiting, codes[1]).name() == "recovery-code-used");
    }

    TEST_CASE_FIXTURE(WithSheet,
                      "small letters, no dashes, a Cyrillic keyboard, Arabic digits and look-alikes are read")
    {
        auto browser = stand.browser();
        for (auto const& code : codes) {
            CAPTURE(in_other_writing(code));
            CHECK_FALSE(type_code(browser, at_recovery_code(browser), in_other_writing(code)).name() ==
                        "recovery-code");
            browser = stand.browser();
        }
        CHECK(count_unused() == 0);
    }

    TEST_CASE_FIXTURE(WithSheet, "what is no code is told as what it is and costs no try")
    {
        auto browser = stand.browser();
        auto const page = at_recovery_code(browser);
        auto slip = codes[0];
        slip.back() = slip.back() == 'A' ? 'C' : 'A';
        std::string const eleven = "HET22X8AUXA";
        auto const activation = eleven + codes::check_character(eleven, codes::Kind::activation);
        auto const one_time = eleven + codes::check_character(eleven, codes::Kind::one_time_access);
        std::vector<std::pair<std::string, std::string>> const wrong{
            {" - ", "recovery_code_missing"},           {codes[0].substr(0, 13), "recovery_code_too_short"},
            {codes[0] + "A", "recovery_code_too_long"}, {"0" + codes[0].substr(1), "recovery_code_character"},
            {"HET2-2X8A-UXAS", "recovery_code_sample"}, {activation, "recovery_code_is_activation"},
            {one_time, "recovery_code_is_one_time"}};
        for (int i = 0; i < 3; ++i) {
            for (auto const& [typed, message] : wrong) {
                auto const answer = type_code(browser, page, typed);
                CHECK_MESSAGE(answer.has_message(message), typed);
                CHECK(answer.body.find("value=\"" + typed + "\"") != std::string::npos);
            }
            auto const slipped = type_code(browser, page, slip); // one in fourteen looks like another kind
            CHECK(slipped.name() == "recovery-code");
            CHECK_FALSE(slipped.has_message("recovery_code_unknown"));
        }
        auto const length = type_code(browser, page, codes[0].substr(0, 13));
        CHECK(length.body.find("Sie haben 11 Zeichen eingegeben") != std::string::npos);
        CHECK(type_code(browser, page, codes[0]).name() == "recovery-code-used");
    }

    TEST_CASE_FIXTURE(WithSheet,
                      "after five unknown codes even a right one waits a quarter of an hour; the app does not")
    {
        auto browser = stand.browser();
        auto const page = at_recovery_code(browser);
        for (int i = 0; i < 5; ++i)
            CHECK(type_code(browser, page, unknown_code(i)).has_message("recovery_code_unknown"));
        auto const wait = type_code(browser, page, codes[0]);
        CHECK(wait.status == 429);
        CHECK(wait.name() == "recovery-code");
        CHECK(wait.header("Retry-After") == "900");
        CHECK(wait.has_message("too_many_attempts"));
        CHECK(wait.body.find("value=\"" + codes[0] + "\"") != std::string::npos);
        CHECK(count_unused() == 10);
        stand.clock.advance(std::chrono::minutes{15} - std::chrono::milliseconds{1});
        CHECK(type_code(browser, page, codes[0]).status == 429);
        auto other = stand.browser();
        CHECK(is_signed_in(sign_in_with(other, app)));
        stand.clock.advance(std::chrono::milliseconds{1});
        CHECK(type_code(browser, page, codes[0]).name() == "recovery-code-used");
    }

    TEST_CASE_FIXTURE(WithSheet, "used codes cost tries as unknown ones do")
    {
        auto first = stand.browser();
        REQUIRE(type_code(first, at_recovery_code(first), codes[0]).name() == "recovery-code-used");
        auto browser = stand.browser();
        auto const page = at_recovery_code(browser);
        for (int i = 0; i < 5; ++i)
            CHECK(type_code(browser, page, codes[0]).has_message("recovery_code_used"));
        CHECK(type_code(browser, page, codes[1]).status == 429);
    }

    TEST_CASE("of five people who post one code at the same moment one is signed in")
    {
        on_each_engine([](TemporaryStore& each) {
            WithSheet here{each.engine()};
            std::vector<Browser> browsers;
            std::vector<Page> pages;
            for (int i = 0; i < 5; ++i) {
                browsers.push_back(here.stand.browser());
                pages.push_back(here.at_recovery_code(browsers.back()));
            }
            std::atomic<int> signed_in = 0;
            all_at_once(5, [&](int i) {
                auto const at = static_cast<std::size_t>(i);
                auto const answer = here.type_code(browsers[at], pages[at], here.codes[0]);
                signed_in += answer.name() == "recovery-code-used" ? 1 : 0;
            });
            CHECK(signed_in == 1);
            CHECK(here.count_unused() == 9);
        });
    }

    TEST_CASE_FIXTURE(WithSheet, "a second click on the same page is no error")
    {
        auto browser = stand.browser();
        auto const page = at_recovery_code(browser);
        auto without_answer = browser; // whose cookies are gone with the first answer
        REQUIRE(type_code(browser, page, codes[0]).name() == "recovery-code-used");
        CHECK(type_code(without_answer, page, codes[0]).name() == "login");
        CHECK(is_signed_in(type_code(browser, page, codes[0])));
        CHECK(count_unused() == 9);
    }

    TEST_CASE_FIXTURE(WithSheet, "the last code leads to new ones, and on to the client")
    {
        for (int i = 0; i < 9; ++i) {
            auto browser = stand.browser();
            auto const used = type_code(browser, at_recovery_code(browser), codes[static_cast<std::size_t>(i)]);
            REQUIRE(used.name() == "recovery-code-used");
            CHECK((used.body.find("noch 1 Wiederherstellungscode.") != std::string::npos) == (i == 8));
        }
        auto browser = stand.browser();
        auto const page = type_code(browser, at_recovery_code(browser), codes[9]);
        REQUIRE(page.name() == "recovery-codes");
        CHECK(page.has_message("last_recovery_code_used"));
        CHECK(count_mails("Das war Ihr letzter Wiederherstellungscode") == 1);
        SUBCASE("new ones")
        {
            auto const shown = show_codes(browser, page);
            CHECK(codes_on(shown).size() == 10);
            CHECK(is_signed_in(keep_codes(browser, shown)));
            CHECK(count_unused() == 10);
        }
        SUBCASE("later")
        {
            CHECK(is_signed_in(browser.submit(page, {{"later", "1"}}, "/setup/recovery-codes")));
            auto other = stand.browser();
            CHECK(after_password(other).body.find("/login/recovery-code") == std::string::npos);
            auto const none = at_recovery_code(other);
            CHECK(none.body.find("keine unbenutzten Wiederherstellungscodes") != std::string::npos);
        }
    }

    TEST_CASE_FIXTURE(WithSheet,
                      "who comes to the account's page by the last code makes new ones there and is back at the list")
    {
        stand.database().write([&](store::Connection& tx) {
            tx.execute("UPDATE recovery_codes SET used_at = :now WHERE number > 1", {{"now", to_millis(now())}});
        });
        auto browser = stand.browser();
        auto const list = at_list(browser, app);
        stand.clock.advance(std::chrono::minutes{6}); // too long ago for changes
        auto const login = want_new_codes(browser, list);
        auto const asked = browser.submit(login, {{"username", person_name}, {"password", person_password}}, "/login");
        REQUIRE(asked.name() == "totp");
        auto const field = browser.get("/login/recovery-code?flow=" + asked.parameter("flow"));
        auto const page = type_code(browser, field, codes[0]);
        REQUIRE(page.name() == "recovery-codes");
        CHECK(page.has_message("last_recovery_code_used"));
        auto const shown = show_codes(browser, page);
        REQUIRE(codes_on(shown).size() == 10);
        CHECK(keep_codes(browser, shown).has_message("recovery_codes_made"));
        CHECK(count_unused() == 10);
    }

    TEST_CASE_FIXTURE(WithSheet, "a code of another account is unknown, and stays good there")
    {
        auto const other = stand.add_account("eva.beispiel@example.org", person_password);
        stand.add_authenticator(other, "Handy");
        auto browser = stand.browser();
        auto const asked = sign_in(browser, portal_request(), "eva.beispiel@example.org", person_password);
        auto const page = browser.get("/login/recovery-code?flow=" + asked.parameter("flow"));
        CHECK(type_code(browser, page, codes[0]).has_message("recovery_code_unknown"));
        CHECK(count_unused() == 10);
    }

    TEST_CASE_FIXTURE(WithSheet, "who has not proved the password is asked for nothing else, and no code helps")
    {
        auto browser = stand.browser();
        auto const page = browser.get(authorize_address(portal_request()));
        auto const flow = page.parameter("flow");
        for (auto const* const path : {"/login/recovery-code?flow=", "/login/recovery-code/used?flow="})
            CHECK(browser.get(path + flow).name() == "login");
        auto fields = page.hidden_fields("/login");
        fields.emplace_back("code", codes[0]);
        CHECK(browser.post("/login/recovery-code?flow=" + flow, fields).name() == "login");
        CHECK(count_unused() == 10);
    }

    TEST_CASE_FIXTURE(WithSheet, "no sign-in, another browser's, a forged form and one that is through take no code")
    {
        auto browser = stand.browser();
        auto const page = at_recovery_code(browser);
        CHECK(browser.get("/login/recovery-code").status == 404);
        CHECK(browser.get("/login/recovery-code/used?flow=" + page.parameter("flow")).name() == "totp");
        auto stranger = stand.browser();
        (void)stranger.get("/");
        CHECK(stranger.get(page.address).name() == "login-expired");
        CHECK(browser.submit(page, {{"code", codes[0]}, {"csrf", "forged"}}, "/login/recovery-code").status >= 400);
        auto const cancelled = browser.submit(page, {{"code", codes[0]}, {"cancel", "1"}}, "/login/recovery-code");
        CHECK(cancelled.address.find("error=access_denied") != std::string::npos);
        CHECK(count_unused() == 10);
        REQUIRE(is_signed_in(sign_in_with(browser, app)));
        CHECK(type_code(browser, page, codes[0]).name() != "recovery-code-used");
        CHECK(count_unused() == 10);
    }
}

} // namespace zugang::tests
