// Answers that are not what WebAuthn demands are refused at the sign-in, each with its sentence; nothing typed is lost,
// nobody is signed in, and the next try has a challenge of its own.
#include "base/base64url.hpp"
#include "doctest.h"
#include "store/accounts.hpp"
#include "store/factors.hpp"
#include "tests/support/passkeys.hpp"
#include "tests/support/relying_party.hpp"
#include <algorithm>
#include <functional>

namespace zugang::tests {
namespace {

struct AtThePasskeyForm {
    Stand stand;
    Browser browser;
    SoftAuthenticator phone{{.count_step = 1}};
    std::string account;
    std::string passkey;

    AtThePasskeyForm() : browser(stand.browser())
    {
        stand.add_portal();
        account = stand.add_account("max@example.org", "ein gutes Passwort");
        passkey = add_passkey(stand, account, phone);
    }
    Page open() { return browser.get(authorize_address(portal_request())); }
    Page send(Page const& page, Fields fields)
    {
        fields.emplace_back("typed", "max.muster");
        return browser.submit(page, fields, "/login/with-passkey");
    }
    /// The phone's answer with something changed in it.
    Page send_changed(std::function<void(SoftRequest&)> const& change)
    {
        auto const page = open();
        auto question = passkey_question(stand, page);
        change(question.request);
        return send(page, passkey_fields(question, phone.get(question.request)));
    }
    bool is_signed_in() { return browser.cookies.contains("__Host-zugang_sid"); }
    void check_told(Page const& page, std::string const& code)
    {
        CHECK(page.status == 200);
        CHECK(page.name() == "login");
        CHECK(page.messages() == std::vector<std::string>{code});
        CHECK(page.body.find("value=\"max.muster\"") != std::string::npos);
        CHECK_FALSE(is_signed_in());
    }
};

} // namespace

TEST_SUITE("passkey refused")
{
    TEST_CASE_FIXTURE(AtThePasskeyForm, "what is not signed as WebAuthn wants it is refused, and the next try works")
    {
        struct Lie {
            std::string what;
            std::function<void(SoftRequest&)> change;
        };
        std::vector<Lie> const lies{
            {"another origin", [](SoftRequest& request) { request.origin = "https://id.example.net"; }},
            {"another port", [](SoftRequest& request) { request.origin = "http://localhost:1"; }},
            {"of a registration", [](SoftRequest& request) { request.type = "webauthn.create"; }},
            {"another challenge", [](SoftRequest& request) { request.challenge = random_bytes(32); }},
            {"in a frame of others", [](SoftRequest& request) { request.cross_origin = true; }},
            {"another server's", [](SoftRequest& request) { request.hashed_rp_id = "example.org"; }},
            {"nobody there", [](SoftRequest& request) { request.clear_flags = flag::user_present; }},
            {"nobody verified", [](SoftRequest& request) { request.clear_flags = flag::user_verified; }},
            {"copied all at once", [](SoftRequest& request) { request.set_flags = flag::backup_eligible; }},
            {"another user handle", [](SoftRequest& request) { request.answered_handle = random_bytes(32); }},
            {"bytes left over", [](SoftRequest& request) { request.trailing = Bytes{0}; }},
        };
        for (auto const& [what, change] : lies) {
            CAPTURE(what);
            auto const page = send_changed(change);
            check_told(page, "passkey_refused");
            auto fresh = stand.browser();
            CHECK(!sign_in_with_passkey(fresh, stand, fresh.get(authorize_address(portal_request())), phone)
                       .parameter("code")
                       .empty());
        }
        CHECK(!sign_in_with_passkey(browser, stand, send_changed(lies[0].change), phone).parameter("code").empty());
    }

    TEST_CASE_FIXTURE(AtThePasskeyForm,
                      "no user handle: an authenticator that nobody was named to must say whose it is")
    {
        auto const page = open();
        auto const question = passkey_question(stand, page);
        auto answer = phone.get(question.request);
        answer.user_handle.reset();
        check_told(send(page, passkey_fields(question, answer)), "passkey_refused");
    }

    TEST_CASE_FIXTURE(AtThePasskeyForm, "a signature of another key, and no JSON, are refused")
    {
        auto page = open();
        auto const question = passkey_question(stand, page);
        auto answer = phone.get(question.request);
        answer.signature.back() ^= 1;
        page = send(page, passkey_fields(question, answer));
        check_told(page, "passkey_refused");
        page = send(page, {{"challenge", passkey_question(stand, page).token}, {"credential", "{\"id\":"}});
        check_told(page, "passkey_refused");
        page = send(page, {{"challenge", passkey_question(stand, page).token}, {"credential", ""}});
        check_told(page, "passkey_refused");
    }

    TEST_CASE_FIXTURE(AtThePasskeyForm, "a security key alone does not sign in: it comes after a password")
    {
        SoftAuthenticator key{{.is_discoverable = false}};
        add_passkey(stand, account, key, store::Passkey::Kind::security_key);
        auto const page = open();
        auto question = passkey_question(stand, page);
        question.request.allow = {key.credentials.front().id};
        question.request.answered_handle = phone.credentials.front().user_handle;
        check_told(send(page, passkey_fields(question, key.get(question.request))), "passkey_refused");
    }

    TEST_CASE_FIXTURE(AtThePasskeyForm, "a counter that goes back or stands still tells of a copy: another way, please")
    {
        for (auto const count : {5U, 5U, 4U, 6U}) {
            CAPTURE(count);
            auto fresh = stand.browser();
            auto const page = fresh.get(authorize_address(portal_request()));
            auto question = passkey_question(stand, page);
            question.request.sign_count = count;
            auto const answer =
                fresh.submit(page, passkey_fields(question, phone.get(question.request)), "/login/with-passkey");
            auto const is_first_use = answer.messages().empty();
            CHECK(is_first_use == !answer.parameter("code").empty());
            CHECK(answer.has_message("passkey_copied") == !is_first_use);
        }
        check_told(send_changed([](SoftRequest& request) { request.sign_count = 6; }), "passkey_copied");
        CHECK(std::ranges::count_if(stand.mails(), [](idp::QueuedMail const& queued) {
                  return queued.mail.text.find("Mein Telefon") != std::string::npos;
              }) == 1); // the owner hears of it, once a day
    }

    TEST_CASE_FIXTURE(AtThePasskeyForm, "a disabled account is told so, and stays out")
    {
        stand.database().write([&](store::Connection& tx) {
            REQUIRE(store::accounts::set_disabled(tx, account, stand.clock.now(), stand.clock.now()));
        });
        check_told(send_changed([](SoftRequest&) {}), "account_disabled");
    }

    TEST_CASE_FIXTURE(AtThePasskeyForm, "a removed passkey is unknown; the device keeps it while it can come back")
    {
        stand.database().write([&](store::Connection& tx) {
            REQUIRE(store::factors::remove(tx, passkey, account, store::factors::Last::may_go, stand.clock.now()) ==
                    store::factors::Removed::yes);
        });
        auto const page = send_changed([](SoftRequest&) {});
        check_told(page, "passkey_unknown");
        CHECK(page.attribute("data-passkey-unknown").empty());
        stand.database().write(
            [&](store::Connection& tx) { REQUIRE(store::factors::restore(tx, passkey, stand.clock.now())); });
        CHECK(!sign_in_with_passkey(browser, stand, page, phone).parameter("code").empty());
    }

    TEST_CASE_FIXTURE(AtThePasskeyForm, "a passkey that nobody has here is unknown, and the device may forget it")
    {
        stand.database().write([&](store::Connection& tx) {
            auto const later = stand.clock.now() + store::factors::undo_time;
            REQUIRE(store::factors::remove(tx, passkey, account, store::factors::Last::may_go, stand.clock.now()) ==
                    store::factors::Removed::yes);
            REQUIRE(store::passkeys::remove_expired(tx, later + Duration{1}) == 1);
        });
        auto const page = send_changed([](SoftRequest&) {});
        check_told(page, "passkey_unknown");
        CHECK(page.attribute("data-passkey-unknown") == base64url_encode(phone.credentials.front().id));
        CHECK(page.attribute("data-passkey-rp") == "localhost");
    }
}

} // namespace zugang::tests
