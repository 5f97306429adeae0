// A passkey or security key as the second factor, after the password.
#include "tests/second_factor/with_passkey.hpp"

namespace zugang::tests {
namespace {

Json id_claims(Browser& browser, Page const& page)
{
    return TokenAnswer::claims(redeem_portal_code(browser, page.parameter("code")).text("id_token"));
}

} // namespace

TEST_SUITE("a passkey after the password")
{
    TEST_CASE_FIXTURE(WithPasskey, "who has nothing else is asked for it, and signs in with it")
    {
        auto phone = synced_phone();
        add_passkey(phone);
        auto browser = stand.browser();
        auto const page = after_password(browser);
        REQUIRE(page.name() == "passkey");
        CHECK(page.body.find("/login/totp") == std::string::npos);
        auto const done = prove(browser, page, phone);
        REQUIRE(is_signed_in(done));
        CHECK(id_claims(browser, done).string("acr") == "phr");
    }

    TEST_CASE_FIXTURE(WithPasskey, "a security key without user verification is a second factor, and no more")
    {
        auto key = old_key();
        add_passkey(key, "security_key");
        auto browser = stand.browser();
        auto const page = after_password(browser);
        REQUIRE(page.name() == "passkey");
        auto const done = prove(browser, page, key);
        REQUIRE(is_signed_in(done));
        CHECK(id_claims(browser, done).string("acr") == "phrh"); // it cannot leave its device
    }

    TEST_CASE_FIXTURE(WithPasskey, "who has an app as well takes either, and each page leads to the other")
    {
        auto phone = synced_phone();
        add_passkey(phone);
        auto const app = add_app("Telefon");
        auto browser = stand.browser();
        auto const page = after_password(browser);
        REQUIRE(page.name() == "totp");
        auto const flow = page.parameter("flow");
        CHECK(page.body.find("/login/passkey?flow=" + flow) != std::string::npos);
        auto const other = browser.get("/login/passkey?flow=" + flow);
        REQUIRE(other.name() == "passkey");
        CHECK(other.body.find("/login/totp?flow=" + flow) != std::string::npos);
        CHECK(is_signed_in(prove(browser, other, phone)));
        auto second = stand.browser();
        CHECK(is_signed_in(sign_in_with(second, app)));
    }

    TEST_CASE_FIXTURE(WithPasskey, "an answer counts once; a double click leads to where the first one did")
    {
        auto phone = synced_phone();
        add_passkey(phone);
        auto browser = stand.browser();
        auto const page = after_password(browser);
        auto const answer = proved(page, phone);
        REQUIRE(is_signed_in(browser.submit(page, answer, "/login/passkey/prove")));
        CHECK_FALSE(browser.submit(page, answer, "/login/passkey/prove").has_message("passkey_expired"));
        auto other = stand.browser();
        auto const theirs = after_password(other);
        CHECK(other.submit(theirs, answer, "/login/passkey/prove").has_message("passkey_expired"));
    }

    TEST_CASE_FIXTURE(WithPasskey, "somebody else's passkey is not taken, nor a challenge made for signing in")
    {
        auto phone = synced_phone();
        add_passkey(phone);
        auto const mine = account;
        auto stranger = synced_phone();
        account = stand.add_account("erika@example.org", "ein anderes Passwort");
        auto browser = stand.browser();
        auto const notice = tests::sign_in(browser, portal_request(), "erika@example.org", "ein anderes Passwort");
        REQUIRE(make(browser, set_up_page(browser, notice), stranger).name() == "recovery-codes");
        account = mine;
        auto own = stand.browser();
        auto const page = after_password(own);
        auto const question = passkey_options_on(page);
        SoftAuthenticator lying = stranger;
        lying.credentials.front().id = phone.credentials.front().id; // listed, but signed by another key
        auto const forged = lying.get(question, origin());
        CHECK(own.submit(page, {{"challenge", passkey_token_on(page)}, {"credential", forged.json()}},
                         "/login/passkey/prove")
                  .has_message("passkey_refused"));
        auto other = stand.browser();
        auto const asked = other.get(authorize_address(portal_request()));
        auto const signing_in = proved(asked, phone); // of the sign-in page
        auto const again = own.get("/login/passkey?flow=" + page.parameter("flow"));
        CHECK(own.submit(again, signing_in, "/login/passkey/prove").has_message("passkey_expired"));
    }

    TEST_CASE_FIXTURE(WithPasskey, "five minutes are enough, and not a moment more; fresh options are given")
    {
        auto phone = synced_phone();
        add_passkey(phone);
        auto browser = stand.browser();
        auto page = after_password(browser);
        auto const late = proved(page, phone);
        stand.clock.advance(std::chrono::minutes{5} + std::chrono::milliseconds{1});
        page = browser.submit(page, late, "/login/passkey/prove");
        CHECK(page.has_message("passkey_expired"));
        auto const fresh = browser.get("/login/passkey/prove/options?flow=" + page.parameter("flow"));
        REQUIRE(fresh.status == 200);
        auto const answer = phone.get(fresh.body, origin());
        auto const token = Json::parse(fresh.body)->string("token").value();
        CHECK(is_signed_in(
            browser.submit(page, {{"challenge", token}, {"credential", answer.json()}}, "/login/passkey/prove")));
    }

    TEST_CASE_FIXTURE(WithPasskey, "a stolen password adds no passkey to an account that has a factor")
    {
        auto phone = synced_phone();
        add_passkey(phone);
        auto thief = stand.browser();
        auto const page = after_password(thief);
        auto const set_up = "/setup/passkey?flow=" + page.parameter("flow");
        CHECK(thief.get(set_up).name() == "passkey");
        CHECK(thief.get("/setup/passkey/options?flow=" + page.parameter("flow")).status == 404);
        auto theirs = synced_phone();
        auto fields = page.hidden_fields("/login/passkey/prove");
        CHECK(thief.post(set_up, fields).name() == "passkey");
        CHECK(thief.get("/setup/passkey").name() == "login"); // of /.well-known/passkey-endpoints
        CHECK(passkeys().size() == 1);
    }
}

} // namespace zugang::tests
