// Setting up an authenticator app.
#include "tests/races/all_at_once.hpp"
#include "tests/second_factor/add_from_list.hpp"
#include "tests/second_factor/with_app.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

void set_sha256(idp::config::Config& config)
{
    config.totp.algorithm = "SHA256";
    config.totp.issuer_name = "Konto der Agentur";
}

Authenticator sha256_app(Page const& page)
{
    return Authenticator{{Authenticator::of_page(page).key().bytes, totp::Algorithm::sha256}};
}

std::string key_on(Page const& page)
{
    return std::string{Authenticator::of_page(page).key().bytes.reveal()};
}

std::size_t count_mails(Stand& stand, std::string_view word)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        stand.mails(), [&](auto const& mail) { return mail.mail.text.find(word) != std::string::npos; }));
}

} // namespace

TEST_SUITE("setting up an authenticator app")
{
    TEST_CASE_FIXTURE(WithApp, "the key is confirmed with a code; the owner gets a mail, and the code is used up")
    {
        auto browser = stand.browser();
        auto const page = at_set_up(browser);
        REQUIRE(page.name() == "setup-totp");
        CHECK(page.body.find("otpauth://totp/localhost:max.mustermann%40example.org?secret=") != std::string::npos);
        CHECK(page.body.find("&amp;issuer=localhost\"") != std::string::npos);
        auto const app = Authenticator::of_page(page);
        auto const next = browser.submit(page, {{"code", app.code(now())}, {"name", " Mein Telefon "}}, "/setup/totp");
        CHECK(next.name() != "setup-totp");
        REQUIRE(factors().size() == 1);
        CHECK(factors()[0].name == "Mein Telefon");
        CHECK(count_mails(stand, "Mein Telefon") == 1);
        auto other = stand.browser();
        auto const again = after_password(other);
        REQUIRE(again.name() == "totp");
        CHECK(type(other, again, app.code(now())).has_message("totp_used"));
        stand.clock.advance(one_step);
        CHECK(is_signed_in(type(other, again, app.code(now()))));
    }

    TEST_CASE_FIXTURE(WithApp, "an app without a name is named by its date")
    {
        auto browser = stand.browser();
        auto const page = at_set_up(browser);
        type(browser, page, Authenticator::of_page(page).code(now()));
        REQUIRE(factors().size() == 1);
        CHECK(factors()[0].name.starts_with("Authenticator-App vom 01.01.2026"));
    }

    TEST_CASE_FIXTURE(WithApp, "reload and a wrong code keep the key and what was typed; a drift is named")
    {
        auto browser = stand.browser();
        auto const page = at_set_up(browser);
        auto const app = Authenticator::of_page(page);
        CHECK(key_on(browser.get(page.address)) == key_on(page));
        auto const wrong =
            browser.submit(page, {{"code", app.wrong_code(now())}, {"name", "Mein <Telefon>"}}, "/setup/totp");
        CHECK(wrong.has_message("totp_wrong"));
        CHECK(key_on(wrong) == key_on(page));
        CHECK(wrong.body.find("value=\"" + app.wrong_code(now()) + "\"") != std::string::npos);
        CHECK(wrong.body.find("Mein &lt;Telefon&gt;") != std::string::npos);
        CHECK(type(browser, page, app.code(now() + 4 * one_step)).has_message("totp_clock_ahead"));
        CHECK(type(browser, page, app.code(now() - 4 * one_step)).has_message("totp_clock_behind"));
        CHECK(type(browser, page, "12 34").has_message("totp_too_short"));
        CHECK(factors().empty());
        auto const long_name =
            browser.submit(page, {{"code", app.code(now())}, {"name", std::string(61, 'x')}}, "/setup/totp");
        CHECK(long_name.has_message("totp_name_too_long"));
        CHECK(factors().empty());
        browser.submit(page, {{"code", app.code(now())}, {"name", std::string(60, 'x')}}, "/setup/totp");
        CHECK(factors().size() == 1);
    }

    TEST_CASE_FIXTURE(WithApp, "a new key voids the unfinished one")
    {
        auto browser = stand.browser();
        auto const page = at_set_up(browser);
        auto const former = Authenticator::of_page(page);
        auto const fresh = browser.submit(page, {{"action", "new_key"}}, "/setup/totp");
        REQUIRE(fresh.has_message("totp_new_key"));
        CHECK(key_on(fresh) != key_on(page));
        CHECK(type(browser, fresh, former.code(now())).has_message("totp_wrong"));
        type(browser, fresh, Authenticator::of_page(fresh).code(now()));
        CHECK(factors().size() == 1);
    }

    TEST_CASE_FIXTURE(WithApp, "ten codes are compared with a key, then a new one is needed")
    {
        auto browser = stand.browser();
        auto const page = at_set_up(browser);
        auto const app = Authenticator::of_page(page);
        for (int i = 0; i < 10; ++i)
            CHECK(type(browser, page, app.wrong_code(now())).has_message("totp_wrong"));
        auto const spent = type(browser, page, app.code(now()));
        CHECK(spent.has_message("totp_key_spent"));
        CHECK(factors().empty());
        auto const fresh = browser.submit(spent, {{"action", "new_key"}}, "/setup/totp");
        type(browser, fresh, Authenticator::of_page(fresh).code(now()));
        CHECK(factors().size() == 1);
    }

    TEST_CASE("of parallel confirmations one makes a factor and one mail goes out; no key is shown after")
    {
        for (auto const engine : engines()) {
            WithApp at{engine};
            auto browser = at.stand.browser();
            auto const page = at.at_set_up(browser);
            auto const app = Authenticator::of_page(page);
            std::vector<Browser> tabs(4, browser);
            all_at_once(4,
                        [&](int i) { WithApp::type(tabs.at(static_cast<std::size_t>(i)), page, app.code(at.now())); });
            CHECK(at.factors().size() == 1);
            CHECK(count_mails(at.stand, "Authenticator-App vom") == 1);
            auto const back = browser.get(page.address);
            CHECK(back.name() != "setup-totp");
            CHECK(back.body.find("otpauth:") == std::string::npos);
        }
    }

    TEST_CASE_FIXTURE(WithApp, "on a phone the link to the app on the same device comes before the QR code")
    {
        auto const link_is_first = [&](std::string const& agent) {
            auto browser = stand.browser();
            browser.user_agent = agent;
            auto const page = at_set_up(browser);
            REQUIRE(page.body.find("class=\"qr\"") != std::string::npos);
            return page.body.find("href=\"otpauth:") < page.body.find("class=\"qr\"");
        };
        CHECK(link_is_first("Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"));
        CHECK_FALSE(link_is_first("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"));
    }

    TEST_CASE("by setting, keys are for SHA-256 and named after the agency")
    {
        WithApp at{Engine::sqlite, set_sha256};
        auto browser = at.stand.browser();
        auto const page = at.at_set_up(browser);
        CHECK(page.body.find("otpauth://totp/Konto%20der%20Agentur:") != std::string::npos);
        CHECK(page.body.find("&amp;algorithm=SHA256") != std::string::npos);
        auto const app = sha256_app(page);
        auto const ignorant = Authenticator::of_page(page); // an app that takes every key for SHA1
        CHECK(WithApp::type(browser, page, ignorant.code(at.now())).has_message("totp_wrong"));
        WithApp::type(browser, page, app.code(at.now()));
        REQUIRE(at.factors().size() == 1);
        at.stand.clock.advance(one_step);
        auto other = at.stand.browser();
        CHECK(is_signed_in(at.sign_in_with(other, app)));
    }
}

TEST_SUITE("one more authenticator app")
{
    TEST_CASE_FIXTURE(WithApp, "who is signed in adds one from the list of factors, and cancelling leads back there")
    {
        auto const phone = add_app("phone");
        auto browser = stand.browser();
        REQUIRE(is_signed_in(sign_in_with(browser, phone)));
        auto const list = browser.get("/account/factors");
        REQUIRE(list.name() == "account-factors");
        auto const page = add_from_list(browser, list, "totp");
        REQUIRE(page.name() == "setup-totp"); // password and code are a moment old
        CHECK(browser.submit(page, {{"cancel", "1"}}, "/setup/totp").name() == "account-factors");
        auto const tablet = Authenticator::of_page(page);
        auto const added = browser.submit(page, {{"code", tablet.code(now())}, {"name", "Tablet"}}, "/setup/totp");
        CHECK(added.name() == "account-factors");
        CHECK(added.has_message("factor_added"));
        CHECK(factors().size() == 2);
        CHECK(browser.submit(page, {{"code", tablet.code(now())}}, "/setup/totp").has_message("factor_added"));
        CHECK(factors().size() == 2);
        stand.clock.advance(one_step);
        auto other = stand.browser();
        CHECK(is_signed_in(sign_in_with(other, tablet)));
    }

    TEST_CASE_FIXTURE(WithApp, "six minutes later password and code are asked for again before a key is shown")
    {
        auto const phone = add_app("phone");
        auto browser = stand.browser();
        REQUIRE(is_signed_in(sign_in_with(browser, phone)));
        auto const list = browser.get("/account/factors");
        stand.clock.advance(std::chrono::minutes{6});
        auto const login = add_from_list(browser, list, "totp");
        REQUIRE(login.name() == "login");
        auto const set_up = "/setup/totp?flow=" + login.parameter("flow");
        CHECK(browser.get(set_up).name() == "login");
        auto const asked = browser.submit(login, {{"username", person_name}, {"password", person_password}}, "/login");
        REQUIRE(asked.name() == "totp");
        CHECK(browser.get(set_up).name() == "totp");
        CHECK(type(browser, asked, phone.code(now())).name() == "setup-totp");
    }

    TEST_CASE_FIXTURE(WithApp, "five apps are the most; the sixth is refused also where it was begun before")
    {
        auto const phone = add_app("phone");
        for (auto const* name : {"tablet", "computer", "work"})
            add_app(name);
        auto browser = stand.browser();
        REQUIRE(is_signed_in(sign_in_with(browser, phone)));
        auto const fifth = add_from_list(browser, browser.get("/account/factors"), "totp");
        auto const sixth = add_from_list(browser, browser.get("/account/factors"), "totp");
        REQUIRE(sixth.name() == "setup-totp");
        CHECK(type(browser, fifth, Authenticator::of_page(fifth).code(now())).has_message("factor_added"));
        auto const refused = type(browser, sixth, Authenticator::of_page(sixth).code(now()));
        CHECK(refused.has_message("totp_too_many_devices"));
        CHECK(browser.get(sixth.address).name() == "account-factors");
        CHECK(factors().size() == 5);
    }
}

TEST_SUITE("who may not set up an authenticator app")
{
    TEST_CASE_FIXTURE(WithApp, "nobody without a sign-in, without its password, or in another browser's")
    {
        auto browser = stand.browser();
        CHECK(browser.get("/setup/totp").status == 404);
        auto const begun = browser.get(authorize_address(portal_request()));
        CHECK(browser.get("/setup/totp?flow=" + begun.parameter("flow")).name() == "login");
        auto const flow = after_password(browser).parameter("flow");
        auto stranger = stand.browser();
        stranger.get(authorize_address(portal_request()));
        CHECK(stranger.get("/setup/totp?flow=" + flow).name() == "login-expired");
        CHECK(browser.get("/setup/totp?flow=" + flow).name() == "setup-totp");
    }

    TEST_CASE_FIXTURE(WithApp, "who has a second factor proves it first: the password alone adds none")
    {
        auto const app = add_app("phone");
        auto browser = stand.browser();
        auto const page = after_password(browser);
        auto const set_up = "/setup/totp?flow=" + page.parameter("flow");
        CHECK(browser.get(set_up).name() == "totp");
        auto fields = page.hidden_fields("/login/totp");
        fields.emplace_back("code", app.code(now()));
        CHECK(browser.post(set_up, fields).name() == "totp");
        fields.emplace_back("action", "new_key");
        CHECK(browser.post(set_up, fields).name() == "totp");
        CHECK(factors().size() == 1);
        CHECK(factors()[0].last_step == 0);
    }

    TEST_CASE_FIXTURE(WithApp, "nobody twenty minutes after the password")
    {
        auto browser = stand.browser();
        auto const page = at_set_up(browser);
        auto const app = Authenticator::of_page(page);
        stand.clock.advance(std::chrono::minutes{20} + std::chrono::milliseconds{1});
        CHECK(browser.get(page.address).name() == "login");
        CHECK(type(browser, page, app.code(now())).name() == "login");
        CHECK(factors().empty());
    }

    TEST_CASE_FIXTURE(WithApp, "nobody whose password was changed meanwhile")
    {
        auto browser = stand.browser();
        auto const page = at_set_up(browser);
        auto const app = Authenticator::of_page(page);
        stand.clock.advance(std::chrono::minutes{1});
        auto const changed = stand.database().write([&](store::Connection& tx) {
            auto const row = store::accounts::find(tx, account);
            return store::accounts::set_password(tx, account, *row->password_hash, now());
        });
        REQUIRE(changed);
        type(browser, page, app.code(now()));
        CHECK(factors().empty());
        CHECK(count_mails(stand, "Authenticator-App vom") == 0);
    }
}

} // namespace zugang::tests
