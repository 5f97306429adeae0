// Setting up a passkey or a security key.
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "tests/races/all_at_once.hpp"
#include "tests/second_factor/with_passkey.hpp"

namespace zugang::tests {
namespace {

constexpr auto iphone_agent =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

Json public_key_on(Page const& page)
{
    return *Json::parse(passkey_options_on(page))->find("publicKey");
}

std::string suggested_on(Page const& page)
{
    for (auto const& [name, value] : page.hidden_fields("/setup/passkey")) {
        if (name == "suggested")
            return value;
    }
    return "";
}

/// What a browser says of a key that is plugged into it.
void say_cross_platform(Fields& answer)
{
    auto& credential = answer.at(1).second;
    credential.replace(credential.find(R"("platform")"), 10, R"("cross-platform")");
}

/// A browser whose set-up page is open, in the sign-in it began.
struct AtSetUp : WithPasskey {
    Browser browser = stand.browser();
    Page page = set_up_page(browser, after_password(browser));
    SoftAuthenticator phone = synced_phone();
};

} // namespace

TEST_SUITE("setting up a passkey")
{
    TEST_CASE_FIXTURE(AtSetUp, "what the browser made becomes a factor with its name; its owner gets a mail")
    {
        REQUIRE(page.name() == "setup-passkey");
        auto const codes = make(browser, page, phone, {{"name", " Mein <Telefon> "}});
        CHECK(codes.name() == "recovery-codes");
        auto const kept = passkeys();
        REQUIRE(kept.size() == 1);
        CHECK(kept[0].name == "Mein <Telefon>");
        CHECK(kept[0].kind == store::Passkey::Kind::passkey);
        CHECK(kept[0].backup_eligible);
        CHECK(kept[0].transports == "hybrid internal");
        CHECK(count_mails("Mein <Telefon>") == 1);
        auto const done = browser.submit(codes, {{"later", "1"}}, "/setup/recovery-codes");
        REQUIRE(is_signed_in(done)); // who made it was there: nothing more is asked
        auto const token = redeem_portal_code(browser, done.parameter("code")).text("id_token");
        CHECK(TokenAnswer::claims(token).string("acr") == "phr");
    }

    TEST_CASE_FIXTURE(AtSetUp, "the browser is asked for what can sign somebody in, and told nothing of the person")
    {
        auto const asked = public_key_on(page);
        CHECK(asked.find("authenticatorSelection")->string("residentKey") == "required");
        CHECK(asked.find("authenticatorSelection")->string("userVerification") == "required");
        CHECK(asked.find("rp")->string("id") == "localhost");
        CHECK(asked.string("attestation").value_or("none") == "none");
        auto const user = asked.find("user").value();
        CHECK(user.string("name") == person_name);
        CHECK(user.string("id")->size() == 43); // 32 random bytes
        CHECK(user.string("id") == public_key_on(browser.get(page.address)).find("user")->string("id"));
        CHECK(asked.string("challenge") != public_key_on(browser.get(page.address)).string("challenge"));
    }

    TEST_CASE_FIXTURE(WithPasskey, "a name is suggested; one that nobody changed says where the key really is")
    {
        auto const name_for = [&](std::string const& kind, SoftAuthenticator device, Fields const& more) {
            WithPasskey at;
            auto browser = at.stand.browser();
            browser.user_agent = iphone_agent;
            auto const page = set_up_page(browser, at.after_password(browser), kind);
            auto answer = at.made(page, device);
            if (device.device.transports.front() != "internal")
                say_cross_platform(answer);
            answer.insert(answer.end(), more.begin(), more.end());
            browser.submit(page, answer, "/setup/passkey");
            REQUIRE(at.passkeys().size() == 1);
            return at.passkeys()[0].name;
        };
        auto browser = stand.browser();
        browser.user_agent = iphone_agent;
        auto const page = set_up_page(browser, after_password(browser));
        CHECK(page.body.find("value=\"iPhone, Safari, 01.01.2026\"") != std::string::npos);
        CHECK(suggested_on(page) == "iPhone, Safari, 01.01.2026");
        Fields const untouched{{"name", "iPhone, Safari, 01.01.2026"}};
        CHECK(name_for("", bound_computer(), untouched) == "iPhone, Safari, 01.01.2026");
        CHECK(name_for("", bound_computer(), {{"name", "  "}}) == "iPhone, Safari, 01.01.2026");
        SoftAuthenticator roaming{{.transports = {"usb", "nfc"}}};
        CHECK(name_for("", roaming, untouched) == "Sicherheitsschlüssel, 01.01.2026");
        CHECK(name_for("", roaming, {{"name", "iPhone, Safari"}}) == "iPhone, Safari");
        CHECK(name_for("security_key", old_key(), {}) == "Sicherheitsschlüssel, 01.01.2026");
    }

    TEST_CASE_FIXTURE(AtSetUp, "a name that cannot be kept is mended without a second ceremony")
    {
        auto const wrong = make(browser, page, phone, {{"name", std::string(61, 'x')}});
        CHECK(wrong.has_message("totp_name_too_long"));
        CHECK(wrong.body.find(std::string(61, 'x')) != std::string::npos);
        CHECK(passkeys().empty());
        auto const codes = browser.submit(wrong, {{"name", std::string(60, 'x')}}, "/setup/passkey");
        CHECK(codes.name() == "recovery-codes");
        REQUIRE(passkeys().size() == 1);
        CHECK(passkeys()[0].name == std::string(60, 'x'));
    }

    TEST_CASE_FIXTURE(AtSetUp, "sent twice or loaded again it leads on, and makes one passkey and one mail")
    {
        auto fields = made(page, phone);
        for (auto const& hidden : page.hidden_fields("/setup/passkey")) {
            if (hidden.first == "csrf")
                fields.push_back(hidden);
        }
        auto const address = "/setup/passkey?flow=" + page.parameter("flow");
        CHECK(browser.post(address, fields).name() == "recovery-codes");
        CHECK(browser.post(address, fields).name() == "recovery-codes");
        CHECK(passkeys().size() == 1);
        CHECK(count_mails("01.01.2026") == 1);
    }

    TEST_CASE("of answers sent at once one makes a passkey and one mail goes out")
    {
        for (auto const engine : engines()) {
            WithPasskey at{engine};
            auto browser = at.stand.browser();
            auto const page = WithPasskey::set_up_page(browser, at.after_password(browser));
            auto phone = synced_phone();
            auto const fields = at.made(page, phone);
            std::vector<Browser> tabs(4, browser);
            all_at_once(
                4, [&](int i) { (void)tabs.at(static_cast<std::size_t>(i)).submit(page, fields, "/setup/passkey"); });
            CHECK(at.passkeys().size() == 1);
            CHECK(at.count_mails("01.01.2026") == 1);
        }
    }
}

TEST_SUITE("what makes no passkey")
{
    TEST_CASE_FIXTURE(AtSetUp, "an answer to a challenge that is too old, of another purpose, or of nobody")
    {
        auto const key_page = set_up_page(browser, page, "security_key");
        auto key = old_key();
        auto const of_key = key.create(passkey_options_on(key_page), origin());
        auto const wrong_purpose = browser.submit(
            page, {{"challenge", passkey_token_on(key_page)}, {"credential", of_key.json()}}, "/setup/passkey");
        CHECK(wrong_purpose.has_message("passkey_expired"));
        auto const of_phone = made(page, phone);
        stand.clock.advance(std::chrono::minutes{5} + std::chrono::milliseconds{1});
        CHECK(browser.submit(page, of_phone, "/setup/passkey").has_message("passkey_expired"));
        CHECK(browser.submit(page, {{"challenge", "x"}, {"credential", "{}"}}, "/setup/passkey")
                  .has_message("passkey_expired"));
        CHECK(passkeys().empty());
    }

    TEST_CASE_FIXTURE(AtSetUp, "an answer made for another sign-in, which is then answered for good")
    {
        auto other = stand.browser();
        auto const theirs = set_up_page(other, after_password(other));
        auto const of_theirs = made(theirs, phone);
        CHECK(browser.submit(page, of_theirs, "/setup/passkey").has_message("passkey_expired"));
        CHECK(passkeys().empty());
        CHECK(make(other, theirs, phone).name() == "recovery-codes"); // it was not used up by the stranger
    }

    TEST_CASE_FIXTURE(AtSetUp, "a refused answer uses its challenge up; the page asks again, and loses no name")
    {
        auto const honest = made(page, phone);
        auto broken = honest;
        broken[1].second.replace(broken[1].second.find("attestationObject") + 22, 2, "AA");
        broken.emplace_back("name", "Mein Telefon");
        auto const refused = browser.submit(page, broken, "/setup/passkey");
        CHECK(refused.has_message("passkey_refused"));
        CHECK(refused.body.find("value=\"Mein Telefon\"") != std::string::npos);
        CHECK(browser.submit(page, honest, "/setup/passkey").has_message("passkey_expired"));
        CHECK(passkeys().empty());
        phone.credentials.clear();
        CHECK(make(browser, refused, phone).name() == "recovery-codes");
    }

    TEST_CASE_FIXTURE(AtSetUp, "a passkey without user verification")
    {
        auto const asked = public_key_on(page);
        auto const made = phone.create({.rp_id = "localhost",
                                        .origin = origin(),
                                        .challenge = *base64url_decode(asked.string("challenge").value()),
                                        .user_handle = *base64url_decode(asked.find("user")->string("id").value()),
                                        .verifies_user = false});
        Fields const answer{{"challenge", passkey_token_on(page)}, {"credential", made.json()}};
        CHECK(browser.submit(page, answer, "/setup/passkey").has_message("passkey_refused"));
        CHECK(passkeys().empty());
    }

    TEST_CASE_FIXTURE(AtSetUp, "a form without an answer: the page says what is missing")
    {
        auto const again = browser.submit(page, {{"action", "continue"}, {"name", "Mein Telefon"}}, "/setup/passkey");
        CHECK(again.name() == "setup-passkey");
        CHECK(again.body.find("value=\"Mein Telefon\"") != std::string::npos);
        CHECK(again.body.find("<noscript>") != std::string::npos);
        CHECK(again.body.find("href=\"/setup/totp?flow=") != std::string::npos);
    }

    TEST_CASE_FIXTURE(AtSetUp, "cancelling leads to the client, and a form without its token nowhere")
    {
        CHECK(browser.post("/setup/passkey?flow=" + page.parameter("flow"), made(page, phone)).status == 403);
        CHECK(browser.submit(page, {{"cancel", "1"}}, "/setup/passkey").parameter("error") == "access_denied");
        CHECK(passkeys().empty());
    }
}

TEST_SUITE("fresh options of the set-up page")
{
    TEST_CASE_FIXTURE(AtSetUp, "are good in place of those of the page, and given to nobody else")
    {
        auto const fresh = browser.get("/setup/passkey/options?flow=" + page.parameter("flow"));
        REQUIRE(fresh.status == 200);
        auto const made = phone.create(fresh.body, origin());
        auto const token = Json::parse(fresh.body)->string("token").value();
        auto stranger = stand.browser();
        CHECK(stranger.get("/setup/passkey/options?flow=" + page.parameter("flow")).body.find("token") ==
              std::string::npos);
        CHECK(browser.submit(page, {{"challenge", token}, {"credential", made.json()}}, "/setup/passkey").name() ==
              "recovery-codes");
        auto const begun = browser.get(authorize_address(portal_request({{"prompt", "login"}})));
        CHECK(browser.get("/setup/passkey/options?flow=" + begun.parameter("flow")).status == 404);
    }
}

} // namespace zugang::tests
