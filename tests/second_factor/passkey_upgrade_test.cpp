// A passkey in passing, after a sign-in with password and code.
#include "base/json.hpp"
#include "tests/second_factor/with_passkey.hpp"

namespace zugang::tests {
namespace {

constexpr auto upgrade_path = "/login/passkey/upgrade";

struct Upgrading : WithPasskey {
    Authenticator app = add_app("Telefon");

    /// Password and code, in a browser that can make passkeys by itself.
    Page sign_in_able(Browser& browser)
    {
        stand.clock.advance(one_step);
        auto const login = browser.get(authorize_address(portal_request()));
        auto const page = browser.submit(
            login, {{"username", person_name}, {"password", person_password}, {"can_upgrade", "1"}}, "/login");
        REQUIRE(page.name() == "totp");
        return type(browser, page, app.code(now()));
    }
};

} // namespace

TEST_SUITE("a passkey in passing")
{
    TEST_CASE_FIXTURE(Upgrading, "is made without anybody being asked, told by mail, and used next time")
    {
        auto browser = stand.browser();
        auto const page = sign_in_able(browser);
        REQUIRE(page.name() == "passkey-upgrade");
        auto phone = synced_phone();
        auto const done = browser.submit(page, made(page, phone), upgrade_path);
        CHECK(is_signed_in(done));
        REQUIRE(passkeys().size() == 1);
        CHECK(passkeys()[0].kind == store::Passkey::Kind::passkey);
        CHECK(count_mails(passkeys()[0].name) == 1);
        auto other = stand.browser();
        CHECK(is_signed_in(sign_in_able(other))); // it has one now: nothing is offered
    }

    TEST_CASE_FIXTURE(Upgrading, "is not made, and nothing is lost; it is offered again after thirty days")
    {
        auto browser = stand.browser();
        auto const page = sign_in_able(browser);
        REQUIRE(page.name() == "passkey-upgrade");
        CHECK(is_signed_in(browser.submit(page, {}, upgrade_path)));
        CHECK(passkeys().empty());
        stand.clock.advance(std::chrono::days{30} - std::chrono::minutes{1});
        auto second = stand.browser();
        CHECK(is_signed_in(sign_in_able(second)));
        stand.clock.advance(std::chrono::minutes{1});
        auto third = stand.browser();
        CHECK(sign_in_able(third).name() == "passkey-upgrade");
    }

    TEST_CASE_FIXTURE(Upgrading, "a false answer is no error of the person's: the sign-in goes on")
    {
        auto browser = stand.browser();
        auto const page = sign_in_able(browser);
        auto const done =
            browser.submit(page, {{"challenge", passkey_token_on(page)}, {"credential", "{}"}}, upgrade_path);
        CHECK(is_signed_in(done));
        CHECK(passkeys().empty());
    }

    TEST_CASE_FIXTURE(Upgrading, "is not offered where the browser cannot, nor before the second factor is proved")
    {
        auto browser = stand.browser();
        CHECK(is_signed_in(sign_in_with(browser, app)));
        auto able = stand.browser();
        auto const login = able.get(authorize_address(portal_request()));
        auto const page = able.submit(
            login, {{"username", person_name}, {"password", person_password}, {"can_upgrade", "1"}}, "/login");
        REQUIRE(page.name() == "totp");
        CHECK(able.get(std::string{upgrade_path} + "?flow=" + page.parameter("flow")).name() == "totp");
    }

    TEST_CASE("is not offered to who has the password alone: it would be asked for with nothing beside it")
    {
        WithPasskey at{Engine::sqlite, [](idp::config::Config& config) {
                           config.policy.second_factor = idp::config::SecondFactor::recommended;
                       }};
        auto browser = at.stand.browser();
        auto const login = browser.get(authorize_address(portal_request()));
        CHECK(is_signed_in(browser.submit(
            login, {{"username", person_name}, {"password", person_password}, {"can_upgrade", "1"}}, "/login")));
    }
}

TEST_SUITE("a passkey on one device alone")
{
    TEST_CASE_FIXTURE(WithPasskey, "is followed by a second way at once, in the same sign-in")
    {
        auto computer = bound_computer();
        auto browser = stand.browser();
        auto const codes = make(browser, set_up_page(browser, after_password(browser)), computer);
        REQUIRE(codes.name() == "recovery-codes");
        CHECK(codes.body.find("data-second-way") != std::string::npos);
        auto phone = synced_phone();
        auto const second = set_up_page(browser, codes);
        REQUIRE(second.name() == "setup-passkey");
        auto const after = make(browser, second, phone);
        CHECK(after.name() == "recovery-codes");
        CHECK(after.body.find("data-second-way") == std::string::npos);
        CHECK(passkeys().size() == 2);
        CHECK(browser.get("/setup/totp?flow=" + codes.parameter("flow")).name() == "setup-totp");
    }

    TEST_CASE_FIXTURE(WithPasskey, "but a passkey that other devices have needs none")
    {
        auto phone = synced_phone();
        auto browser = stand.browser();
        auto const codes = make(browser, set_up_page(browser, after_password(browser)), phone);
        REQUIRE(codes.name() == "recovery-codes");
        CHECK(codes.body.find("data-second-way") == std::string::npos);
    }
}

} // namespace zugang::tests
