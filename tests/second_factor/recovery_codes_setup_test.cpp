// Ten recovery codes, shown once.
#include "codes/read.hpp"
#include "store/recovery_codes.hpp"
#include "tests/races/all_at_once.hpp"
#include "tests/second_factor/with_codes.hpp"
#include <set>

namespace zugang::tests {
namespace {

constexpr std::chrono::minutes shown_for{20};
constexpr std::chrono::milliseconds one_ms{1};

} // namespace

TEST_SUITE("setting up recovery codes")
{
    TEST_CASE_FIXTURE(WithCodes, "after the first app ten codes are offered, shown, kept, and the sign-in goes on")
    {
        auto browser = stand.browser();
        auto const page = at_explanation(browser);
        REQUIRE(page.name() == "recovery-codes");
        CHECK(page.body.find("name=\"later\"") != std::string::npos);
        CHECK(codes_on(page).empty());
        CHECK(count_unused() == 0); // looking at the page makes none
        auto const shown = show_codes(browser, page);
        CHECK(shown.name() == "recovery-codes");
        auto const codes = codes_on(shown);
        CHECK(std::set(codes.begin(), codes.end()).size() == 10);
        for (auto const& code : codes)
            CHECK(codes::read(code, codes::Kind::recovery));
        for (auto const* const word : {person_name, "localhost", "01.01.2026"})
            CHECK(shown.body.find(word) != std::string::npos);
        CHECK(shown.header("Cache-Control") == "no-store");
        CHECK(count_unused() == 10);
        CHECK(count_mails("Wiederherstellungscodes") == 1);
        CHECK(is_signed_in(keep_codes(browser, shown)));
    }

    TEST_CASE_FIXTURE(WithCodes, "a second click, reload and Back show the same ten, and tell nobody again")
    {
        auto browser = stand.browser();
        auto const page = at_explanation(browser);
        auto const codes = codes_on(show_codes(browser, page));
        CHECK(codes_on(show_codes(browser, page)) == codes);
        auto const back = browser.get(page.address);
        CHECK(back.name() == "recovery-codes");
        CHECK(codes_on(back).empty());
        stand.clock.advance(shown_for - one_ms);
        CHECK(codes_on(show_codes(browser, back)) == codes);
        CHECK(count_unused() == 10);
        CHECK(count_mails("Wiederherstellungscodes") == 1);
    }

    TEST_CASE("five clicks at the same moment show the same ten")
    {
        on_each_engine([](TemporaryStore& each) {
            WithCodes here{each.engine()};
            auto browser = here.stand.browser();
            auto const page = here.at_explanation(browser);
            std::vector<Browser> clicks(5, browser);
            std::vector<std::vector<std::string>> shown(5);
            all_at_once(5, [&](int i) {
                auto const at = static_cast<std::size_t>(i);
                shown[at] = codes_on(here.show_codes(clicks[at], page));
            });
            for (auto const& codes : shown)
                CHECK(codes == shown[0]);
            CHECK(shown[0].size() == 10);
            CHECK(here.count_mails("Wiederherstellungscodes") == 1);
        });
    }

    TEST_CASE_FIXTURE(WithCodes, "after twenty minutes they are not shown again, and a late reload voids nothing")
    {
        auto browser = stand.browser();
        auto const page = at_explanation(browser);
        auto const codes = codes_on(show_codes(browser, page));
        stand.clock.advance(shown_for);
        auto const late = show_codes(browser, page); // the form of then
        CHECK(late.name() == "recovery-codes");
        CHECK(codes_on(late).empty());
        CHECK(count_unused() == 10);
        CHECK(late.body.find("value=\"kept\"") != std::string::npos); // they may well be on paper
        SUBCASE("they are on paper")
        {
            CHECK(is_signed_in(keep_codes(browser, late)));
        }
        SUBCASE("they are lost")
        {
            auto const anew = show_codes(browser, late);
            CHECK(codes_on(anew).size() == 10);
            CHECK(codes_on(anew) != codes);
            CHECK(count_unused() == 10);
            CHECK(is_signed_in(keep_codes(browser, anew)));
        }
    }

    TEST_CASE_FIXTURE(WithCodes, "once kept they are never shown again, and a second click goes on as well")
    {
        auto browser = stand.browser();
        auto const page = at_explanation(browser);
        auto const shown = show_codes(browser, page);
        REQUIRE(is_signed_in(keep_codes(browser, shown)));
        for (auto const& again : {show_codes(browser, page), keep_codes(browser, shown), browser.get(page.address)}) {
            CHECK(codes_on(again).empty());
            CHECK(again.name() != "recovery-codes");
        }
        CHECK(count_unused() == 10);
    }

    TEST_CASE_FIXTURE(WithCodes, "\"later\" goes on without codes, and \"cancel\" back to the client")
    {
        auto browser = stand.browser();
        auto const page = at_explanation(browser);
        auto const cancelled = browser.submit(page, {{"cancel", "1"}}, "/setup/recovery-codes");
        CHECK(cancelled.address.find("error=access_denied") != std::string::npos);
        CHECK(is_signed_in(browser.submit(page, {{"later", "1"}}, "/setup/recovery-codes")));
        CHECK(count_unused() == 0);
    }

    TEST_CASE_FIXTURE(WithCodes, "from the account new codes take the place of the old ones, and that is said before")
    {
        auto const app = add_app("phone");
        auto const old = add_codes();
        auto browser = stand.browser();
        auto const page = at_own_page(browser, app);
        REQUIRE(page.name() == "recovery-codes");
        CHECK(page.body.find("noch 10 unbenutzte Codes") != std::string::npos);
        CHECK(page.body.find("name=\"later\"") == std::string::npos);
        CHECK(browser.submit(page, {{"cancel", "1"}}, "/setup/recovery-codes").name() == "account-factors");
        auto const shown = show_codes(browser, page);
        auto const codes = codes_on(shown);
        REQUIRE(codes.size() == 10);
        CHECK(keep_codes(browser, shown).has_message("recovery_codes_made"));
        CHECK(keep_codes(browser, shown).has_message("recovery_codes_made")); // the second click
        CHECK(codes_on(show_codes(browser, page)).empty());
        auto other = stand.browser();
        auto const asked = at_recovery_code(other);
        CHECK(type_code(other, asked, old[0]).has_message("recovery_code_voided"));
        CHECK(type_code(other, asked, codes[0]).name() == "recovery-code-used");
    }

    TEST_CASE_FIXTURE(WithCodes, "who keeps codes that another window has replaced is told so")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const shown = show_codes(browser, at_own_page(browser, app));
        auto const later = show_codes(browser, at_own_page(browser, app));
        REQUIRE(codes_on(later).size() == 10);
        CHECK(codes_on(later) != codes_on(shown));
        auto const told = keep_codes(browser, shown);
        CHECK(told.has_message("recovery_codes_replaced"));
        CHECK(codes_on(told).empty());
        CHECK(keep_codes(browser, later).has_message("recovery_codes_made"));
    }

    TEST_CASE_FIXTURE(WithCodes, "a page that knows nothing of the present set makes no other one")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = at_own_page(browser, app);
        add_codes();
        auto const again = show_codes(browser, page);
        CHECK(again.name() == "recovery-codes");
        CHECK(again.body.find("noch 10 unbenutzte Codes") != std::string::npos);
        CHECK(codes_on(show_codes(browser, again)).size() == 10);
    }

    TEST_CASE_FIXTURE(WithCodes, "the password alone makes and shows no codes for who has a second factor")
    {
        add_app("phone");
        auto browser = stand.browser();
        auto const asked = after_password(browser);
        auto const address = "/setup/recovery-codes?flow=" + asked.parameter("flow");
        CHECK(browser.get(address).name() == "totp");
        auto fields = asked.hidden_fields("/login/totp");
        fields.emplace_back("action", "show");
        CHECK(browser.post(address, fields).name() == "totp");
        CHECK(count_unused() == 0);
        CHECK(browser.get("/setup/recovery-codes").status == 404);
    }

    TEST_CASE_FIXTURE(WithCodes, "another browser, a forged form and a sign-in that asks for nothing get no codes")
    {
        auto browser = stand.browser();
        auto const page = at_explanation(browser);
        auto stranger = stand.browser();
        (void)stranger.get("/");
        CHECK(stranger.get(page.address).name() == "login-expired");
        CHECK(browser.submit(page, {{"action", "show"}, {"csrf", "forged"}}, "/setup/recovery-codes").status >= 400);
        REQUIRE(is_signed_in(browser.submit(page, {{"later", "1"}}, "/setup/recovery-codes")));
        CHECK(codes_on(show_codes(browser, page)).empty());
        CHECK(count_unused() == 0);
    }

    TEST_CASE_FIXTURE(WithCodes, "a password changed meanwhile makes no codes for who knew the old one")
    {
        auto browser = stand.browser();
        auto page = at_explanation(browser);
        SUBCASE("in the sign-in that proved it") {}
        SUBCASE("on the account's page")
        {
            REQUIRE(is_signed_in(browser.submit(page, {{"later", "1"}}, "/setup/recovery-codes")));
            page = want_new_codes(browser, browser.get("/account/factors"));
        }
        REQUIRE(page.name() == "recovery-codes");
        REQUIRE(stand.database().write([&](store::Connection& tx) {
            return store::accounts::set_password(tx, account, Bytes{1, 2, 3}, now() + one_ms);
        }));
        CHECK(codes_on(show_codes(browser, page)).empty());
        CHECK(count_unused() == 0);
    }

    TEST_CASE_FIXTURE(WithCodes, "twenty minutes after the account's page was opened it shows codes no more")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = at_own_page(browser, app);
        stand.clock.advance(shown_for);
        CHECK(codes_on(show_codes(browser, page)).size() == 10);
        stand.clock.advance(one_ms);
        CHECK(codes_on(show_codes(browser, page)).empty());
    }
}

} // namespace zugang::tests
