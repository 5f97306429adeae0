#include "base/url.hpp"
#include "idp/account/registration_plan.hpp"
#include "tests/account/flow_steps.hpp"
#include <algorithm>
#include <thread>

namespace zugang::tests {
namespace {

/// The page without what differs from visit to visit: tokens, the flow, the address typed.
std::string body_shape(Page const& page, std::string const& email)
{
    auto body = page.body;
    auto const blot = [&body](std::string const& from, std::string_view end) {
        for (auto at = body.find(from); at != std::string::npos; at = body.find(from, at + 1)) {
            auto const start = at + from.size();
            body.erase(start, body.find_first_of(end, start) - start);
        }
    };
    blot("name=\"csrf\" value=\"", "\"");
    blot("flow=", "\"&");
    blot("flow%3D", "\"&");
    for (auto at = body.find(email); at != std::string::npos; at = body.find(email))
        body.erase(at, email.size());
    return body;
}

Fields registration_fields(std::string const& email)
{
    return {{"email", email},
            {"password", good_password},
            {"password_repeat", good_password},
            {"accept_terms", "1"},
            {"website", ""}};
}

Fields with(Fields fields, std::string const& name, std::string const& value)
{
    for (auto& field : fields) {
        if (field.first == name)
            field.second = value;
    }
    return fields;
}

/// The form again, with the code at the field.
void check_refused(Page const& page, std::string const& field, std::string const& kept_email)
{
    CHECK(page.status == 200);
    CHECK(page.name() == "register");
    CHECK(page.body.find("id=\"" + field + "-error\"") != std::string::npos);
    CHECK(page.body.find("value=\"" + kept_email + "\"") != std::string::npos);
    CHECK(page.body.find(good_password) == std::string::npos);
}

} // namespace

TEST_CASE("a person registers, confirms the mailed link and signs in")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        Stand stand{engine};
        auto browser = stand.browser();
        auto const sent = register_address(browser, "Max.Mustermann@web.de");
        CHECK(sent.status == 200);
        CHECK(sent.name() == "register-sent");
        CHECK(sent.body.find("Max.Mustermann@web.de") != std::string::npos);
        auto const mails = stand.mails();
        REQUIRE(mails.size() == 1);
        CHECK(mails[0].recipient == "Max.Mustermann@web.de");
        CHECK(mails[0].mail.html.find(link_in(mails[0].mail.text, "/link/confirm-email")) != std::string::npos);

        auto const account = account_of(stand, "max.mustermann@WEB.de");
        REQUIRE(account);
        CHECK_FALSE(account->email_verified_at);
        CHECK_FALSE(account->password_hash); // the password comes with the confirmation
        CHECK(account->terms_version == "1");
        CHECK(account->terms_accepted_at == stand.clock.now());

        auto const ask = browser.get(newest_link(stand));
        CHECK(ask.name() == "confirm-email");
        CHECK_FALSE(account_of(stand, "max.mustermann@web.de")->email_verified_at); // GET confirms nothing
        auto const done = browser.submit(ask, {}, "/link/confirm-email");
        CHECK(done.has_message("email_confirmed"));
        auto other = stand.browser();
        CHECK(sign_in(other, "max.mustermann@web.de", good_password).name() != "login");
    }
}

TEST_CASE("known, unknown and unconfirmed addresses get the same status, address and page")
{
    Stand stand;
    stand.add_account("bekannt@web.de", good_password);
    auto first = stand.browser();
    register_address(first, "offen@web.de");
    std::string shape;
    for (std::string const email : {"neu@web.de", "bekannt@web.de", "offen@web.de"}) {
        CAPTURE(email);
        auto browser = stand.browser();
        auto const form = browser.get("/register");
        auto fields = form.hidden_fields("/register");
        for (auto const& field : registration_fields(email))
            fields.push_back(field);
        auto const origin = stand.config().issuer;
        auto const answer =
            browser.request("POST", "/register?flow=" + form.parameter("flow"), encode_form(fields),
                            {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", origin}});
        CHECK(answer.status == 303);
        CHECK(answer.header("Location") == "/register/sent?flow=" + form.parameter("flow"));
        auto const page = browser.get(answer.header("Location"));
        shape = shape.empty() ? body_shape(page, email) : shape;
        CHECK(body_shape(page, email) == shape);
        CHECK(browser.get("/register/sent/state?flow=" + form.parameter("flow")).body == R"({"confirmed":false})");
    }
    CHECK(count_outbox(stand, "mail") == 4);
}

TEST_CASE("a known address gets another mail, without a link that changes anything")
{
    Stand stand;
    stand.add_account("bekannt@web.de", "ein ganz anderes Wort");
    auto browser = stand.browser();
    register_address(browser, "Bekannt@web.de");
    auto const mails = stand.mails();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].recipient == "bekannt@web.de"); // as the account has it, not as a stranger typed it
    CHECK(link_in(mails[0].mail.text, "/link/").empty());
    CHECK(link_in(mails[0].mail.text, "/password/forgot") == "/password/forgot");
    CHECK(sign_in(browser, "bekannt@web.de", good_password).has_message("wrong_credentials"));
}

TEST_CASE("registering again before confirming voids the old link and its password")
{
    Stand stand;
    auto browser = stand.browser();
    register_address(browser, "max@web.de", "das erste Passwort hier");
    auto const old_link = newest_link(stand);
    stand.clock.advance(std::chrono::minutes{1});
    register_address(browser, "max@web.de", "das zweite Passwort hier");
    auto const new_link = newest_link(stand);
    REQUIRE(old_link != new_link);
    CHECK(browser.get(old_link).has_message("link_replaced"));
    browser.submit(browser.get(new_link), {}, "/link/confirm-email");
    CHECK(sign_in(browser, "max@web.de", "das erste Passwort hier").has_message("wrong_credentials"));
    CHECK(sign_in(browser, "max@web.de", "das zweite Passwort hier").name() != "login");
}

TEST_CASE("an address an operator entered cannot be taken over by registering with it")
{
    Stand stand;
    auto const id = stand.add_account("alt@web.de", "das Passwort vom Amt", "mustermann75");
    stand.database().write([&](store::Connection& tx) {
        tx.execute("UPDATE accounts SET email_verified_at = NULL WHERE id = :id", {{"id", id}});
    });
    auto browser = stand.browser();
    register_address(browser, "alt@web.de");
    CHECK(newest_link(stand).empty());
}

TEST_CASE("an address that is somebody's username makes no second account, and the answer does not tell")
{
    Stand stand;
    stand.add_account("max@web.de", good_password, "moritz@web.de");
    auto browser = stand.browser();
    CHECK(register_address(browser, "moritz@web.de").name() == "register-sent");
    CHECK_FALSE(account_of(stand, "moritz@web.de"));
    CHECK(count_outbox(stand, "mail") == 0);
    CHECK(count_outbox(stand, "blank") == 1);
}

TEST_CASE("the fourth registration with an address in an hour is answered alike and sends nothing")
{
    Stand stand;
    auto browser = stand.browser();
    for (int i = 0; i < 3; ++i) {
        CHECK(register_address(browser, "max@web.de").name() == "register-sent");
        stand.clock.advance(std::chrono::seconds{1});
    }
    auto const link = newest_link(stand);
    CHECK(register_address(browser, "max@web.de").name() == "register-sent");
    CHECK(stand.mails().size() == 3);
    CHECK(count_outbox(stand, "blank") == 1);
    CHECK(browser.get(link).body.find("/link/confirm-email\"") !=
          std::string::npos); // the last mail's link still works
    CHECK_FALSE(browser.get(link).has_message("link_replaced"));
}

TEST_CASE("a robot that fills the hidden field gets the same answer, and nothing is stored")
{
    Stand stand;
    auto browser = stand.browser();
    auto const fields = with(registration_fields("max@web.de"), "website", "https://spam.example");
    CHECK(browser.submit(browser.get("/register"), fields, "/register").name() == "register-sent");
    CHECK_FALSE(account_of(stand, "max@web.de"));
    CHECK(count_outbox(stand, "mail") == 0);
}

TEST_CASE("every wrong field is named, what was typed stays, and nothing is stored")
{
    Stand stand;
    auto browser = stand.browser();
    auto const form = browser.get("/register");
    auto const send = [&](std::string const& name, std::string const& value) {
        return browser.submit(form, with(registration_fields("max@web.de"), name, value), "/register");
    };
    check_refused(send("email", "max@web"), "email", "max@web");
    check_refused(send("email", ""), "email", "");
    check_refused(send("email", std::string(300, 'a') + "@web.de"), "email", std::string(300, 'a') + "@web.de");
    check_refused(send("password", "kurz"), "password", "max@web.de");
    check_refused(send("password", "passwort1234"), "password", "max@web.de");
    check_refused(send("password", std::string(2000, 'x')), "password", "max@web.de");
    check_refused(send("password_repeat", "etwas ganz anderes"), "password_repeat", "max@web.de");
    check_refused(send("accept_terms", ""), "accept_terms", "max@web.de");
    auto const empty = browser.submit(form, {}, "/register");
    for (std::string const field : {"email", "password", "accept_terms"})
        check_refused(empty, field, "");
    CHECK(count_outbox(stand, "mail") == 0);
    CHECK_FALSE(account_of(stand, "max@web.de"));
}

TEST_CASE("a typed address with markup comes back escaped")
{
    Stand stand;
    auto browser = stand.browser();
    auto const page = browser.submit(
        browser.get("/register"), with(registration_fields("x"), "email", "\"><script>alert(1)</script>"), "/register");
    CHECK(page.body.find("<script>alert") == std::string::npos);
    CHECK(page.name() == "register");
}

TEST_CASE("a doubled field and broken UTF-8 are refused as bad requests")
{
    Stand stand;
    auto browser = stand.browser();
    auto const form = browser.get("/register");
    auto doubled = registration_fields("max@web.de");
    doubled.emplace_back("email", "moritz@web.de");
    auto const refused = browser.submit(form, doubled, "/register");
    CHECK(refused.status == 400);
    CHECK(refused.error() == "bad_request");
    auto const broken = browser.submit(form, with(registration_fields("x"), "email", "\xff@web.de"), "/register");
    CHECK(broken.status == 400);
    CHECK(count_outbox(stand, "mail") == 0);
}

TEST_CASE("a form without our token, or from another site, is refused")
{
    Stand stand;
    auto browser = stand.browser();
    auto const form = browser.get("/register");
    auto const address = "/register?flow=" + form.parameter("flow");
    CHECK(browser.post(address, registration_fields("max@web.de")).status == 403);
    auto all = form.hidden_fields("/register");
    for (auto const& field : registration_fields("max@web.de"))
        all.push_back(field);
    auto const foreign =
        browser.request("POST", address, encode_form(all),
                        {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", "https://evil.example"}});
    CHECK(foreign.status == 403);
    CHECK(count_outbox(stand, "mail") == 0);
}

TEST_CASE("a browser that keeps no cookie is told so instead of being sent round")
{
    Stand stand;
    auto browser = stand.browser();
    auto const begun = browser.request("GET", "/register", "");
    REQUIRE(begun.status == 303);
    browser.cookies.clear();
    CHECK(browser.get(begun.header("Location")).name() == "cookies-required");
}

TEST_CASE("another browser's registration is not shown")
{
    Stand stand;
    auto browser = stand.browser();
    auto const sent = register_address(browser, "max@web.de");
    auto stranger = stand.browser();
    stranger.get("/register");
    auto const page = stranger.get("/register/sent?flow=" + sent.parameter("flow"));
    CHECK(page.name() != "register-sent");
    CHECK(page.body.find("max@web.de") == std::string::npos);
}

TEST_CASE("where registration is closed, the pages say so")
{
    Stand stand{Engine::sqlite, {[](idp::config::Config& config) { config.policy.registration = false; }}};
    auto browser = stand.browser();
    auto const page = browser.get("/register");
    CHECK(page.status == 403);
    CHECK(page.error() == "registration_closed");
}

TEST_CASE("cancelling leads back to the start")
{
    Stand stand;
    auto browser = stand.browser();
    CHECK(browser.submit(browser.get("/register"), {{"cancel", "1"}}, "/register").name() == "start");
}

TEST_CASE("two registrations of one address at the same moment make one account with one open link")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        Stand stand{engine};
        {
            std::vector<std::jthread> people;
            for (int i = 0; i < 3; ++i)
                people.emplace_back([&stand] {
                    auto browser = stand.browser();
                    auto const form = browser.get("/register");
                    browser.submit(form, registration_fields("max@web.de"), "/register");
                });
        }
        auto const rows = stand.database().read([](store::Connection& db) {
            return db.query("SELECT (SELECT COUNT(*) FROM accounts) AS accounts,"
                            " (SELECT COUNT(*) FROM mail_links WHERE replaced_at IS NULL) AS open_links");
        });
        CHECK(rows.at(0).integer("accounts") == 1);
        CHECK(rows.at(0).integer("open_links") == 1);
        CHECK(count_outbox(stand, "mail") == 3);
    }
}

} // namespace zugang::tests
