// A set-up begun from the list of factors by somebody whose session and factor are gone.
#include "store/factors.hpp"
#include "store/sessions.hpp"
#include "tests/second_factor/add_from_list.hpp"
#include "tests/second_factor/with_app.hpp"

namespace zugang::tests {

TEST_SUITE("from the list, signed in no more")
{
    TEST_CASE("who has lost session and app meanwhile sets up a first one, and is signed in by it")
    {
        WithApp with;
        auto const app = with.add_app("Telefon");
        auto browser = with.stand.browser();
        REQUIRE(is_signed_in(with.sign_in_with(browser, app)));
        auto const list = browser.get("/account/factors");
        REQUIRE(list.name() == "account-factors");
        auto const factor = with.factors().front().id;
        with.stand.database().write([&](store::Connection& db) {
            CHECK(store::factors::remove(db, factor, with.account, store::factors::Last::may_go, with.now()) ==
                  store::factors::Removed::yes);
            CHECK(store::sessions::end_of_account(db, with.account, with.now()).size() == 1);
        });
        auto page = add_from_list(browser, list, "totp");
        REQUIRE(page.name() == "login");
        page = browser.submit(page, {{"username", person_name}, {"password", person_password}}, "/login");
        REQUIRE(page.name() == "choose-factor");
        page = browser.get("/setup/totp" + page.address.substr(page.address.find("?flow=")));
        REQUIRE(page.name() == "setup-totp");
        auto const fresh = Authenticator::of_page(page);
        page = browser.submit(page, {{"code", fresh.code(with.now())}}, "/setup/totp");
        CHECK(page.name() == "recovery-codes");
        CHECK(browser.get("/account/factors").name() == "account-factors");
    }
}

} // namespace zugang::tests
