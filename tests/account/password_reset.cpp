#include "store/sessions.hpp"
#include "tests/account/flow_steps.hpp"
#include <thread>

namespace zugang::tests {
namespace {

constexpr auto reset_path = "/link/reset-password";
constexpr auto new_password = "dreizehn gelbe Regenschirme";

Page forget(Browser& browser, std::string const& name)
{
    return browser.submit(browser.get("/password/forgot"), {{"username", name}}, "/password/forgot");
}

Page choose_password(Browser& browser, std::string const& link, std::string const& password = new_password)
{
    return browser.submit(browser.get(link), {{"password", password}, {"password_repeat", password}}, reset_path);
}

} // namespace

TEST_CASE("a forgotten password is replaced through the mailed link, and every session ends")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        Stand stand{engine};
        stand.add_account("max@web.de", good_password, "mustermann75");
        auto signed_in = stand.browser();
        sign_in(signed_in, "max@web.de", good_password);
        REQUIRE(signed_in.cookies.contains("__Host-zugang_sid"));

        auto browser = stand.browser();
        CHECK(forget(browser, "Mustermann75").has_message("password_mail_sent"));
        CHECK(stand.mails().at(0).recipient == "max@web.de");
        auto const link = newest_link(stand, reset_path);
        CHECK(browser.get(link).name() == "password-reset");
        stand.clock.advance(std::chrono::minutes{5});
        CHECK(choose_password(browser, link).has_message("password_changed"));

        auto const live = stand.database().read([](store::Connection& db) {
            return db.query_one("SELECT COUNT(*) AS n FROM sessions WHERE ended_at IS NULL").value().integer("n");
        });
        CHECK(live == 0);
        CHECK(sign_in(browser, "max@web.de", good_password).has_message("wrong_credentials"));
        stand.clock.advance(std::chrono::seconds{1}); // mails of one moment have no order
        CHECK(sign_in(browser, "max@web.de", new_password).name() != "login");
        auto const mails = stand.mails();
        REQUIRE(mails.size() == 3); // the last one tells of a browser: all are forgotten with the old password
        CHECK(link_in(mails[1].mail.text, reset_path).empty()); // it warns, and hands nobody a password
        CHECK_FALSE(link_in(mails[1].mail.text, "/link/not-me").empty());
    }
}

TEST_CASE("the answer to a forgotten password is the same for known, unknown, unconfirmed and disabled accounts")
{
    Stand stand;
    stand.add_account("bekannt@web.de", good_password);
    auto const blocked = stand.add_account("gesperrt@web.de", good_password);
    stand.database().write([&](store::Connection& tx) {
        REQUIRE(store::accounts::set_disabled(tx, blocked, stand.clock.now(), stand.clock.now()));
    });
    auto first = stand.browser();
    register_address(first, "offen@web.de");
    auto const mails_before = count_outbox(stand, "mail");
    std::string length;
    for (std::string const name :
         {"bekannt@web.de", "niemand@web.de", "offen@web.de", "gesperrt@web.de", "kein name"}) {
        CAPTURE(name);
        auto browser = stand.browser();
        auto const answer = forget(browser, name);
        CHECK(answer.status == 200);
        CHECK(answer.name() == "password-forgot-sent");
        auto const size = std::to_string(answer.body.size());
        length = length.empty() ? size : length;
        CHECK(size == length);
    }
    CHECK(count_outbox(stand, "mail") == mails_before + 1);
    CHECK(count_outbox(stand, "blank") == 4); // the same work for those without a mail
}

TEST_CASE("the reset link is good for 30 minutes, once, and only the newest")
{
    Stand stand;
    stand.add_account("max@web.de", good_password);
    auto browser = stand.browser();
    forget(browser, "max@web.de");
    auto const first = newest_link(stand, reset_path);
    stand.clock.advance(std::chrono::minutes{1});
    forget(browser, "max@web.de");
    auto const second = newest_link(stand, reset_path);
    CHECK(browser.get(first).has_message("link_replaced"));
    auto const form = browser.get(second);
    stand.clock.advance(std::chrono::minutes{30} - std::chrono::milliseconds{1});
    CHECK(browser.get(second).messages().empty());
    stand.clock.advance(std::chrono::milliseconds{1});
    CHECK(browser.get(second).has_message("link_expired"));
    Fields const fields{{"password", new_password}, {"password_repeat", new_password}};
    CHECK(browser.submit(form, fields, reset_path).has_message("link_expired"));

    stand.clock.advance(std::chrono::hours{2});
    forget(browser, "max@web.de");
    auto const third = newest_link(stand, reset_path);
    auto const open_form = browser.get(third);
    CHECK(choose_password(browser, third).has_message("password_changed"));
    CHECK(browser.get(third).has_message("link_used"));
    CHECK(browser.submit(open_form, fields, reset_path).has_message("link_used"));
}

TEST_CASE("a password that breaks the rules does not use the link up")
{
    Stand stand;
    stand.add_account("mustermann@web.de", good_password);
    auto browser = stand.browser();
    forget(browser, "mustermann@web.de");
    auto const link = newest_link(stand, reset_path);
    for (std::string const bad : {"", "kurz", "passwort1234", "mein mustermann wort"}) {
        CAPTURE(bad);
        auto const again = choose_password(browser, link, bad);
        CHECK(again.name() == "password-reset");
        CHECK(again.body.find("id=\"password-error\"") != std::string::npos);
    }
    CHECK(choose_password(browser, link).has_message("password_changed"));
}

TEST_CASE("a reset link is no confirmation link, and the other way round")
{
    Stand stand;
    stand.add_account("max@web.de", good_password);
    auto browser = stand.browser();
    forget(browser, "max@web.de");
    register_address(browser, "neu@web.de");
    auto const reset_id = newest_link(stand, reset_path).substr(std::string{"/link/reset-password?id="}.size());
    auto const confirm_id = newest_link(stand).substr(std::string{"/link/confirm-email?id="}.size());
    CHECK(browser.get("/link/confirm-email?id=" + reset_id).has_message("link_mangled"));
    CHECK(browser.get("/link/reset-password?id=" + confirm_id).has_message("link_mangled"));
}

TEST_CASE("of many posts of one reset link at once, one password counts")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        Stand stand{engine};
        stand.add_account("max@web.de", good_password);
        auto browser = stand.browser();
        forget(browser, "max@web.de");
        auto const form = browser.get(newest_link(stand, reset_path));
        std::atomic<int> changed = 0;
        {
            std::vector<std::jthread> posts;
            for (int i = 0; i < 8; ++i)
                posts.emplace_back([&, i] {
                    auto other = stand.browser();
                    auto const password = "Regenschirm Nummer " + std::to_string(i);
                    auto const page =
                        other.submit(form, {{"password", password}, {"password_repeat", password}}, reset_path);
                    changed += page.has_message("password_changed") ? 1 : 0;
                });
        }
        CHECK(changed == 1);
    }
}

TEST_CASE("the fourth request in an hour is answered alike and sends nothing")
{
    Stand stand;
    stand.add_account("max@web.de", good_password);
    auto browser = stand.browser();
    for (int i = 0; i < 4; ++i) {
        CHECK(forget(browser, "max@web.de").has_message("password_mail_sent"));
        stand.clock.advance(std::chrono::seconds{1});
    }
    CHECK(stand.mails().size() == 3);
    CHECK_FALSE(browser.get(newest_link(stand, reset_path)).has_message("link_replaced"));
}

TEST_CASE("an empty name is asked for again, an endless one is answered like any")
{
    Stand stand;
    auto browser = stand.browser();
    auto const empty = forget(browser, "  ");
    CHECK(empty.name() == "password-forgot");
    CHECK(empty.body.find("id=\"username-error\"") != std::string::npos);
    CHECK(forget(browser, std::string(5000, 'x')).has_message("password_mail_sent"));
}

TEST_CASE("password managers are led to the page that changes a password")
{
    Stand stand;
    auto browser = stand.browser();
    auto const answer = browser.request("GET", "/.well-known/change-password", "");
    CHECK(answer.status == 303);
    CHECK(answer.header("Location") == "/password/forgot");
}

TEST_CASE("a forgotten username is mailed to the confirmed address alone, with the same answer for all")
{
    Stand stand;
    stand.add_account("max@web.de", good_password, "mustermann75");
    auto browser = stand.browser();
    for (std::string const email : {"MAX@web.de", "niemand@web.de"}) {
        CAPTURE(email);
        auto const answer = browser.submit(browser.get("/username/forgot"), {{"email", email}}, "/username/forgot");
        CHECK(answer.name() == "username-forgot-sent");
    }
    auto const mails = stand.mails();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].recipient == "max@web.de");
    CHECK(mails[0].mail.text.find("mustermann75") != std::string::npos);
    CHECK(count_outbox(stand, "blank") == 1);
    auto const wrong = browser.submit(browser.get("/username/forgot"), {{"email", "max"}}, "/username/forgot");
    CHECK(wrong.name() == "username-forgot");
    CHECK(wrong.body.find("id=\"email-error\"") != std::string::npos);
}

} // namespace zugang::tests
