// /device: what the person sees and does (RFC 8628 §3.3, §5).
#include "store/clients.hpp"
#include "tests/device/device_flow.hpp"

namespace zugang::tests {
namespace {

StandOptions with_limits(std::int64_t per_account, std::int64_t all)
{
    return {.configure = [=](idp::config::Config& config) {
        config.limits.device_codes_per_hour_and_account = per_account;
        config.limits.device_codes_per_hour = all;
    }};
}

std::string value_of_code(Page const& page)
{
    auto const at = page.body.find("name=\"user_code\"");
    auto const value = page.body.find("value=\"", at) + 7;
    return page.body.substr(value, page.body.find('"', value) - value);
}

} // namespace

TEST_SUITE("device page")
{
    TEST_CASE_FIXTURE(DeviceFlow, "who is not signed in signs in first and comes back with the code filled in")
    {
        auto const codes = begin();
        auto const page = open_device_page("/device?user_code=" + codes.user_code());
        CHECK(value_of_code(page) == codes.user_code());
        CHECK(poll(codes).error() == "authorization_pending"); // a link alone decides nothing
        CHECK(browser.get("/device?user_code=" + codes.user_code()).name() == "device");
    }

    TEST_CASE_FIXTURE(DeviceFlow, "a session below what account or client demand by now proves the rest first")
    {
        open_device_page(); // signed in with a password alone
        auto const app = stand.add_authenticator(account, "Telefon");
        auto const codes = begin();
        auto const asked = type_code(codes.user_code());
        REQUIRE(asked.name() == "totp");
        auto const back = browser.submit(asked, {{"code", app.code(stand.clock.now())}}, "/login/totp");
        REQUIRE(back.name() == "device");
        CHECK(value_of_code(back) == codes.user_code());
        CHECK(decide(codes, "allow").name() == "device-done");
        CHECK(poll(codes).error().empty());
    }

    TEST_CASE_FIXTURE(DeviceFlow, "a device's client that wants two factors leads who has one to the notice")
    {
        auto strict = television("strict");
        strict.minimum_level = idp::oauth::Level::mfa;
        stand.add_client(strict);
        auto const codes = begin({{"client_id", "strict"}});
        CHECK(type_code(codes.user_code()).name() == "choose-factor");
        CHECK(poll(codes, {{"client_id", "strict"}}).error() == "authorization_pending");
    }

    TEST_CASE_FIXTURE(DeviceFlow, "the address fills in nothing that is no code")
    {
        open_device_page();
        for (std::string const hostile : {"%22%3E%3Cscript%3E", "BCDF", "BCDF-GHJK-L", "https%3A%2F%2Fevil.example"})
            CHECK(value_of_code(browser.get("/device?user_code=" + hostile)).empty());
    }

    TEST_CASE_FIXTURE(DeviceFlow, "the code is read however it is typed")
    {
        auto const codes = begin();
        auto const plain = codes.user_code().substr(0, 4) + codes.user_code().substr(5);
        std::string lower;
        std::string spaced;
        for (char const letter : plain) {
            lower += static_cast<char>(letter - 'A' + 'a');
            spaced += std::string{" "} + letter;
        }
        for (auto const& typed :
             {plain, lower, spaced, " " + codes.user_code() + " ", plain.substr(0, 4) + "–" + plain.substr(4)})
            CHECK(type_code(typed).name() == "device-confirm");
    }

    TEST_CASE_FIXTURE(DeviceFlow,
                      "a code that is missing, no code, or unknown is asked for again, and what was typed stays")
    {
        auto const page = open_device_page();
        CHECK(browser.submit(page, {{"user_code", " "}}, "/device").has_message("user_code_missing"));
        auto const invalid = browser.submit(page, {{"user_code", "AEIOU"}}, "/device");
        CHECK(invalid.has_message("user_code_invalid"));
        CHECK(value_of_code(invalid) == "AEIOU");
        auto const unknown = browser.submit(page, {{"user_code", "BCDFGHJK"}}, "/device");
        CHECK(unknown.has_message("user_code_unknown"));
        CHECK(value_of_code(unknown) == "BCDF-GHJK");
    }

    TEST_CASE_FIXTURE(DeviceFlow, "the person sees which client asks for what, and the code to compare")
    {
        auto const codes = begin();
        auto const page = type_code(codes.user_code());
        CHECK(page.body.find("Fernseher") != std::string::npos);
        CHECK(page.body.find("Ihren Namen") != std::string::npos);
        CHECK(page.body.find(codes.user_code()) != std::string::npos);
        CHECK(page.body.find(device_person) != std::string::npos);
    }

    TEST_CASE_FIXTURE(DeviceFlow, "to allow is remembered as consent; to deny is not")
    {
        auto const consent = [&] {
            return stand.database().read(
                [&](store::Connection& db) { return store::consents::find(db, account, "television"); });
        };
        decide(begin(), "deny");
        CHECK_FALSE(consent());
        decide(begin(), "allow");
        CHECK(consent() == "openid profile");
    }

    TEST_CASE_FIXTURE(DeviceFlow, "a second click shows what was decided, and changes nothing")
    {
        auto const codes = begin();
        auto const page = type_code(codes.user_code());
        browser.submit(page, {{"decision", "allow"}}, "/device/decision");
        CHECK(browser.submit(page, {{"decision", "deny"}}, "/device/decision").has_message("device_allowed"));
        CHECK(type_code(codes.user_code()).has_message("device_allowed"));
        CHECK(poll(codes).page.status == 200);
    }

    TEST_CASE_FIXTURE(DeviceFlow, "each page after a form is got by GET: it can be loaded again, and Back leads to it")
    {
        auto const codes = begin();
        auto const wrong = type_code("AEIOU");
        auto const confirm = type_code(codes.user_code());
        auto const done = browser.submit(confirm, {{"decision", "deny"}}, "/device/decision");
        CHECK(browser.get(wrong.address).has_message("user_code_invalid"));
        CHECK(value_of_code(browser.get(wrong.address)) == "AEIOU");
        CHECK(browser.get(done.address).has_message("device_denied"));
        CHECK(browser.get(confirm.address).has_message("device_denied")); // Back, once it is decided
    }

    TEST_CASE_FIXTURE(DeviceFlow, "loading the page to decide again is no try and decides nothing")
    {
        auto const codes = begin();
        auto const confirm = type_code(codes.user_code());
        for (int i = 0; i < 20; ++i)
            CHECK(browser.get(confirm.address).name() == "device-confirm");
        auto done = confirm.address;
        done.replace(done.find("confirm"), 7, "done");
        CHECK(browser.get(done).name() == "device-confirm");
        CHECK(poll(codes).error() == "authorization_pending");
    }

    TEST_CASE_FIXTURE(DeviceFlow,
                      "no address leads past the typing: not one of another person, and none of a wrong code")
    {
        auto const codes = begin();
        auto const confirm = type_code(codes.user_code());
        auto const ticket_of = [](Page const& page) { return page.address.substr(page.address.find("ticket=")); };
        auto const wrong = type_code("BCDFGHJK");
        auto const other_kind = browser.get("/device/confirm?" + ticket_of(wrong));
        CHECK(other_kind.address.ends_with("/device"));
        CHECK(browser.get("/device?" + ticket_of(confirm)).name() == "device");
        CHECK(value_of_code(browser.get("/device?" + ticket_of(confirm))).empty());
        for (std::string const path : {"/device/confirm", "/device/done", "/device/confirm?ticket=AAAA"})
            CHECK(browser.get(path).name() == "device");

        stand.add_account("erika@example.org", device_password);
        auto other = stand.browser();
        CHECK(other.get(confirm.address).name() == "login");
        auto const page = other.submit(other.get("/device"),
                                       {{"username", "erika@example.org"}, {"password", device_password}}, "/login");
        REQUIRE(page.name() == "device");
        CHECK(value_of_code(other.get(wrong.address)).empty());
        CHECK(other.get(confirm.address).address.ends_with("/device"));
    }

    TEST_CASE_FIXTURE(DeviceFlow, "the page to decide ends with the code")
    {
        auto const confirm = type_code(begin().user_code());
        auto const lifetime = Duration{stand.config().oidc.device_code_lifetime};
        stand.clock.advance(lifetime - std::chrono::milliseconds{1});
        CHECK(browser.get(confirm.address).name() == "device-confirm");
        stand.clock.advance(std::chrono::milliseconds{1});
        CHECK(browser.get(confirm.address).name() == "device");
    }

    TEST_CASE_FIXTURE(DeviceFlow, "what was typed is kept up to 200 bytes")
    {
        CHECK(value_of_code(type_code(std::string(200, 'A'))).size() == 200);
        auto const longer = type_code(std::string(201, 'A'));
        CHECK(longer.has_message("user_code_invalid"));
        CHECK(value_of_code(longer).empty());
    }

    TEST_CASE_FIXTURE(DeviceFlow, "what one person decided is unknown to another")
    {
        auto const codes = begin();
        decide(codes, "allow");
        stand.add_account("erika@example.org", device_password);
        auto other = stand.browser();
        auto const login = other.get("/device");
        auto const page =
            other.submit(login, {{"username", "erika@example.org"}, {"password", device_password}}, "/login");
        REQUIRE(page.name() == "device");
        CHECK(other.submit(page, {{"user_code", codes.user_code()}}, "/device").has_message("user_code_unknown"));
    }

    TEST_CASE_FIXTURE(DeviceFlow, "a decision without a form of ours, or without a session, does nothing")
    {
        auto const codes = begin();
        auto const page = type_code(codes.user_code());
        auto const forged = browser.post("/device/decision", {{"user_code", codes.user_code()}, {"decision", "allow"}});
        CHECK(forged.status == 403);
        CHECK(browser.submit(page, {{"decision", "perhaps"}}, "/device/decision").name() == "device-confirm");
        browser.cookies.erase("__Host-zugang_sid");
        CHECK(browser.submit(page, {{"decision", "allow"}}, "/device/decision").name() == "login");
        CHECK(poll(codes).error() == "authorization_pending");
    }

    TEST_CASE_FIXTURE(DeviceFlow, "cancelling leads to the start page and leaves the code open")
    {
        auto const codes = begin();
        CHECK(
            browser.submit(open_device_page(), {{"user_code", codes.user_code()}, {"cancel", "1"}}, "/device").name() ==
            "start");
        CHECK(poll(codes).error() == "authorization_pending");
    }

    TEST_CASE("a person may type ten wrong codes an hour, a right one among them costs nothing")
    {
        DeviceFlow flow{Engine::sqlite, with_limits(10, 1000)};
        auto const codes = flow.begin();
        for (int i = 0; i < 9; ++i)
            CHECK(flow.type_code("BCDFGHJK").has_message("user_code_unknown"));
        CHECK(flow.type_code(codes.user_code()).name() == "device-confirm");
        CHECK(flow.type_code("BCDFGHJK").has_message("user_code_unknown"));
        CHECK(flow.type_code("BCDFGHJK").has_message("too_many_attempts"));
        CHECK(flow.type_code(codes.user_code()).has_message("too_many_attempts"));
        flow.stand.clock.advance(std::chrono::hours{1});
        CHECK(flow.type_code("BCDFGHJK").has_message("user_code_unknown"));
    }

    TEST_CASE("guessing in the decision form counts like typing")
    {
        DeviceFlow flow{Engine::sqlite, with_limits(1, 1000)};
        auto const page = flow.type_code(flow.begin().user_code());
        auto const guess = [&](std::string const& code) {
            auto fields = page.hidden_fields("/device/decision");
            for (auto& [name, value] : fields)
                value = name == "user_code" ? code : value;
            fields.emplace_back("decision", "allow");
            return flow.browser.post("/device/decision", fields);
        };
        CHECK(guess("BCDF-GHJK").has_message("user_code_unknown"));
        CHECK(guess("BCDF-GHJL").has_message("too_many_attempts"));
    }

    TEST_CASE("all people together have a limit as well")
    {
        DeviceFlow flow{Engine::sqlite, with_limits(10, 2)};
        CHECK(flow.type_code("BCDFGHJK").has_message("user_code_unknown"));
        CHECK(flow.type_code("BCDFGHJK").has_message("user_code_unknown"));
        CHECK(flow.type_code("BCDFGHJK").has_message("too_many_attempts"));
    }
}

} // namespace zugang::tests
