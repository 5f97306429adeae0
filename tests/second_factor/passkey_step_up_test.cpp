// Services that want a passkey (phr), or one that cannot leave its device (phrh).
#include "tests/second_factor/with_passkey.hpp"

namespace zugang::tests {
namespace {

Fields demanded(std::string const& level)
{
    return {{"claims", R"({"id_token":{"acr":{"essential":true,"values":[")" + level + R"("]}}})"}};
}

std::string acr_of(Browser& browser, Page const& page)
{
    return TokenAnswer::claims(redeem_portal_code(browser, page.parameter("code")).text("id_token"))
        .string("acr")
        .value_or("");
}

struct SteppingUp : WithPasskey {
    Browser browser = stand.browser();
    Page open(Fields const& changes) { return browser.get(authorize_address(portal_request(changes))); }
};

} // namespace

TEST_SUITE("a service that wants a passkey")
{
    TEST_CASE_FIXTURE(SteppingUp, "who has an app alone proves it, is told why, and sets a passkey up")
    {
        auto const app = add_app("Telefon");
        REQUIRE(is_signed_in(sign_in_with(browser, app)));
        auto const notice = open(demanded("phr"));
        REQUIRE(notice.name() == "choose-factor");
        CHECK(notice.body.find("data-wanted=\"passkey\"") != std::string::npos);
        CHECK(notice.body.find("/setup/totp") == std::string::npos);
        CHECK(notice.body.find("name=\"later\"") == std::string::npos);
        auto phone = synced_phone();
        auto const codes = make(browser, set_up_page(browser, notice), phone);
        REQUIRE(codes.name() == "recovery-codes");
        auto const done = browser.submit(codes, {{"later", "1"}}, "/setup/recovery-codes");
        REQUIRE(is_signed_in(done));
        CHECK(acr_of(browser, done) == "phr");
    }

    TEST_CASE_FIXTURE(SteppingUp, "a synced passkey is not enough where the key must not leave its device")
    {
        auto const app = add_app("Telefon");
        REQUIRE(is_signed_in(sign_in_with(browser, app)));
        auto phone = synced_phone();
        auto const notice = open(demanded("phrh"));
        CHECK(notice.body.find("data-wanted=\"hardware\"") != std::string::npos);
        auto const again = make(browser, set_up_page(browser, notice), phone);
        REQUIRE(again.name() == "choose-factor");
        CHECK(again.has_message("passkey_not_enough"));
        auto key = old_key();
        auto const codes = make(browser, set_up_page(browser, again, "security_key"), key);
        REQUIRE(codes.name() == "recovery-codes");
        auto const done = browser.submit(codes, {{"later", "1"}}, "/setup/recovery-codes");
        REQUIRE(is_signed_in(done));
        CHECK(acr_of(browser, done) == "phrh");
    }

    TEST_CASE_FIXTURE(SteppingUp, "who has a passkey steps up with it; a code is typed in vain and not asked for")
    {
        auto phone = synced_phone();
        add_passkey(phone);
        auto const app = add_app("Telefon");
        REQUIRE(is_signed_in(sign_in_with(browser, app)));
        auto const page = open(demanded("phr"));
        REQUIRE(page.name() == "passkey");
        CHECK(page.body.find("/login/totp") == std::string::npos);
        CHECK(page.body.find("name=\"later\"") == std::string::npos);
        CHECK(browser.get("/login/totp?flow=" + page.parameter("flow")).name() == "passkey");
        CHECK(browser.submit(page, {{"later", "1"}}, "/login/passkey/prove").name() == "passkey");
        auto const done = prove(browser, page, phone);
        REQUIRE(is_signed_in(done));
        CHECK(acr_of(browser, done) == "phr");
    }

    TEST_CASE_FIXTURE(SteppingUp, "a wish is put off: the service is told honestly what was proved")
    {
        auto phone = synced_phone();
        add_passkey(phone);
        auto const app = add_app("Telefon");
        REQUIRE(is_signed_in(sign_in_with(browser, app)));
        auto const page = open({{"acr_values", "phr"}});
        REQUIRE(page.name() == "passkey");
        auto const done = browser.submit(page, {{"later", "1"}}, "/login/passkey/prove");
        REQUIRE(is_signed_in(done));
        CHECK(acr_of(browser, done) == "urn:zugang:acr:mfa");
    }

    TEST_CASE_FIXTURE(SteppingUp, "a wish is no dead end for who has only the app at hand")
    {
        auto phone = synced_phone();
        add_passkey(phone);
        auto const app = add_app("Telefon");
        auto const page =
            tests::sign_in(browser, portal_request({{"acr_values", "phr"}}), person_name, person_password);
        REQUIRE(page.name() == "passkey");
        auto const code_page = browser.get("/login/totp?flow=" + page.parameter("flow"));
        REQUIRE(code_page.name() == "totp");
        auto const wish = type(browser, code_page, app.code(now()));
        REQUIRE(wish.name() == "passkey");
        CHECK(is_signed_in(browser.submit(wish, {{"later", "1"}}, "/login/passkey/prove")));
        stand.clock.advance(one_step);
        auto other = stand.browser();
        auto const asked = tests::sign_in(other, portal_request({{"acr_values", "phr"}}), person_name, person_password);
        auto const instead = other.submit(asked, {{"later", "1"}}, "/login/passkey/prove");
        REQUIRE(instead.name() == "totp"); // put off, but the password alone is not enough
        CHECK(is_signed_in(type(other, instead, app.code(now()))));
    }
}

} // namespace zugang::tests
