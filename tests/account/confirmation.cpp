#include "tests/account/flow_steps.hpp"
#include <thread>

namespace zugang::tests {
namespace {

Page resend(Browser& browser, Page const& sent)
{
    return browser.submit(browser.get("/register/sent?flow=" + sent.parameter("flow")), {}, "/register/resend");
}

std::string state_of_page(Browser& browser, Page const& sent)
{
    return browser.get("/register/sent/state?flow=" + sent.parameter("flow")).body;
}

} // namespace

TEST_CASE("the link works in another browser without any cookie, and signs nobody in")
{
    Stand stand;
    auto browser = stand.browser();
    auto const sent = register_address(browser, "max@web.de");
    auto phone = stand.browser();
    auto const ask = phone.get(newest_link(stand));
    phone.cookies.clear();
    auto const done = phone.submit(ask, {}, "/link/confirm-email");
    CHECK(done.has_message("email_confirmed"));
    CHECK_FALSE(phone.cookies.contains("__Host-zugang_sid"));
    CHECK(done.body.find("flow=") == std::string::npos); // the sign-in belongs to the other browser
    // ... which goes on by itself:
    CHECK(state_of_page(browser, sent) == R"({"confirmed":true})");
    auto const next = browser.get("/register/sent?check=1&flow=" + sent.parameter("flow"));
    CHECK(next.name() == "login");
    CHECK(next.has_message("email_confirmed"));
    CHECK(next.body.find("value=\"max@web.de\"") != std::string::npos);
}

TEST_CASE("in the same browser the sign-in goes on with the client it began with")
{
    Stand stand;
    stand.add_portal();
    auto browser = stand.browser();
    auto const login = browser.get("/oauth2/authorize?client_id=portal&response_type=code&scope=openid&state=s"
                                   "&redirect_uri=https%3A%2F%2Fportal.example%2Fcallback&code_challenge_method=S256"
                                   "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    REQUIRE(login.name() == "login");
    auto const form = browser.get("/register?flow=" + login.parameter("flow"));
    auto const sent = browser.submit(form,
                                     {{"email", "max@web.de"},
                                      {"password", good_password},
                                      {"password_repeat", good_password},
                                      {"accept_terms", "1"}},
                                     "/register");
    REQUIRE(sent.name() == "register-sent");
    auto const done = browser.submit(browser.get(newest_link(stand)), {}, "/link/confirm-email");
    REQUIRE(done.body.find("/login?flow=" + login.parameter("flow")) != std::string::npos);
    auto const notice = browser.submit(browser.get("/login?flow=" + login.parameter("flow")),
                                       {{"username", "max@web.de"}, {"password", good_password}}, "/login");
    auto const back = browser.submit(notice, {{"later", "1"}}, "/login/second-factor");
    CHECK(back.address.starts_with("https://portal.example/callback?"));
    CHECK(back.parameter("state") == "s");
}

TEST_CASE("a second click and a repeated post are no errors")
{
    Stand stand;
    auto browser = stand.browser();
    register_address(browser, "max@web.de");
    auto const link = newest_link(stand);
    auto const ask = browser.get(link);
    CHECK(browser.submit(ask, {}, "/link/confirm-email").has_message("email_confirmed"));
    CHECK(browser.submit(ask, {}, "/link/confirm-email").has_message("email_already_confirmed"));
    CHECK(browser.get(link).has_message("email_already_confirmed"));
}

TEST_CASE("the link is good for 24 hours and not a millisecond longer; a new one goes to the same address")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        Stand stand{engine};
        auto browser = stand.browser();
        register_address(browser, "mustermann@web.de");
        auto const link = newest_link(stand);
        stand.clock.advance(std::chrono::hours{24} - std::chrono::milliseconds{1});
        auto const ask = browser.get(link);
        CHECK(ask.messages().empty());
        stand.clock.advance(std::chrono::milliseconds{1});
        auto const expired = browser.submit(ask, {}, "/link/confirm-email");
        CHECK(expired.has_message("link_expired"));
        CHECK_FALSE(account_of(stand, "mustermann@web.de")->email_verified_at);
        CHECK(expired.body.find("mustermann@web.de") == std::string::npos);
        CHECK(expired.body.find("m…@web.de") != std::string::npos);

        auto stranger = stand.browser(); // any browser that has the link
        auto const renewed = stranger.submit(stranger.get(link), {}, "/link/confirm-email/resend");
        CHECK(renewed.has_message("email_resent"));
        auto const new_link = newest_link(stand);
        REQUIRE(new_link != link);
        CHECK(stranger.get(link).has_message("link_replaced"));
        CHECK(stranger.submit(stranger.get(new_link), {}, "/link/confirm-email").has_message("email_confirmed"));
        CHECK(sign_in(stranger, "mustermann@web.de", good_password).name() != "login");
    }
}

TEST_CASE("a mangled or invented link says so, whatever it is made of")
{
    Stand stand;
    auto browser = stand.browser();
    register_address(browser, "max@web.de");
    auto const link = newest_link(stand);
    for (auto const& wrong :
         {link.substr(0, link.size() - 1), link + "x", std::string{"/link/confirm-email"},
          std::string{"/link/confirm-email?id="}, "/link/confirm-email?id=zgm_" + std::string(43, 'A'),
          "/link/confirm-email?id=" + std::string(4000, 'z'), std::string{"/link/confirm-email?id=%22%3E%3Cb%3E"}}) {
        CAPTURE(wrong);
        auto const page = browser.get(wrong);
        CHECK(page.status == 200);
        CHECK(page.has_message("link_mangled"));
    }
    CHECK_FALSE(account_of(stand, "max@web.de")->email_verified_at);
}

TEST_CASE("a link confirmed from another site's form is refused")
{
    Stand stand;
    auto browser = stand.browser();
    register_address(browser, "max@web.de");
    auto const id = newest_link(stand).substr(std::string{"/link/confirm-email?id="}.size());
    auto const foreign =
        browser.request("POST", "/link/confirm-email", "id=" + id,
                        {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", "https://evil.example"}});
    CHECK(foreign.status == 403);
    CHECK_FALSE(account_of(stand, "max@web.de")->email_verified_at);
    // An old browser that sends neither header gets through: the link is the secret.
    auto const old_browser = browser.request("POST", "/link/confirm-email", "id=" + id,
                                             {{"Content-Type", "application/x-www-form-urlencoded"}});
    CHECK(old_browser.has_message("email_confirmed"));
}

TEST_CASE("of many posts of one link at once, one confirms and all are friendly")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        Stand stand{engine};
        auto browser = stand.browser();
        register_address(browser, "max@web.de");
        auto const ask = browser.get(newest_link(stand));
        std::atomic<int> confirmed = 0;
        std::atomic<int> already = 0;
        {
            std::vector<std::jthread> clicks;
            for (int i = 0; i < 8; ++i)
                clicks.emplace_back([&] {
                    auto other = stand.browser();
                    auto const page = other.submit(ask, {}, "/link/confirm-email");
                    confirmed += page.has_message("email_confirmed") ? 1 : 0;
                    already += page.has_message("email_already_confirmed") ? 1 : 0;
                });
        }
        CHECK(confirmed == 1);
        CHECK(already == 7);
    }
}

TEST_CASE("going on too early shows that the confirmation has not arrived")
{
    Stand stand;
    auto browser = stand.browser();
    auto const sent = register_address(browser, "max@web.de");
    auto const page = browser.get("/register/sent?check=1&flow=" + sent.parameter("flow"));
    CHECK(page.name() == "register-sent");
    CHECK(page.has_message("not_confirmed_yet"));
    CHECK(browser.get("/register/sent?flow=" + sent.parameter("flow")).messages().empty()); // a reload says nothing
    CHECK(stand.mails().size() == 1);                                                       // and sends nothing
}

TEST_CASE("the mail is sent again after a minute, not before, with a new link and the same password")
{
    Stand stand;
    auto browser = stand.browser();
    auto const sent = register_address(browser, "max@web.de");
    auto const first = newest_link(stand);
    stand.clock.advance(std::chrono::minutes{1});
    CHECK(resend(browser, sent).has_message("resend_too_early"));
    CHECK(stand.mails().size() == 1);
    stand.clock.advance(std::chrono::milliseconds{1});
    CHECK(resend(browser, sent).has_message("email_resent"));
    auto const second = newest_link(stand);
    CHECK(browser.get(first).has_message("link_replaced"));
    browser.submit(browser.get(second), {}, "/link/confirm-email");
    CHECK(state_of_page(browser, sent) == R"({"confirmed":true})");
    CHECK(sign_in(browser, "max@web.de", good_password).name() != "login");
}

TEST_CASE("known and unknown addresses are treated alike when the mail is asked for again")
{
    Stand stand;
    stand.add_account("bekannt@web.de", good_password);
    for (std::string const email : {"neu@web.de", "bekannt@web.de"}) {
        CAPTURE(email);
        auto browser = stand.browser();
        auto const sent = register_address(browser, email);
        CHECK(resend(browser, sent).has_message("resend_too_early"));
        // Five more in a day. Only three an hour really go out, and nobody is told which.
        for (int i = 0; i < 5; ++i) {
            stand.clock.advance(std::chrono::minutes{2});
            CHECK(resend(browser, sent).has_message("email_resent"));
        }
        stand.clock.advance(std::chrono::minutes{2});
        CHECK(resend(browser, sent).has_message("mail_limit"));
        CHECK(state_of_page(browser, sent) == R"({"confirmed":false})");
    }
    CHECK(count_outbox(stand, "mail") == 6);
    CHECK(count_outbox(stand, "blank") == 6);
}

TEST_CASE("a corrected address gets the mail, and the link to the former one is void")
{
    Stand stand;
    auto browser = stand.browser();
    auto const sent = register_address(browser, "max@wbe.de");
    CHECK(sent.has_message("did_you_mean"));
    auto const wrong_link = newest_link(stand);
    stand.clock.advance(std::chrono::seconds{1});
    auto const form = browser.get("/register?correct=1&flow=" + sent.parameter("flow"));
    CHECK(form.body.find("value=\"max@wbe.de\"") != std::string::npos);
    auto const again = browser.submit(form,
                                      {{"email", "max@web.de"},
                                       {"password", good_password},
                                       {"password_repeat", good_password},
                                       {"accept_terms", "1"}},
                                      "/register");
    CHECK(again.body.find("max@web.de") != std::string::npos);
    CHECK(browser.get(wrong_link).has_message("link_replaced"));
    browser.submit(browser.get(newest_link(stand)), {}, "/link/confirm-email");
    CHECK(account_of(stand, "max@web.de")->email_verified_at);
    CHECK_FALSE(account_of(stand, "max@wbe.de")->email_verified_at);
}

TEST_CASE("a stranger who registers an address after its owner learns nothing of the owner's confirmation")
{
    Stand stand;
    auto stranger = stand.browser();
    auto const seen = register_address(stranger, "max@web.de", "das Passwort des Fremden");
    stand.clock.advance(std::chrono::minutes{1});
    auto owner = stand.browser();
    register_address(owner, "max@web.de");
    owner.submit(owner.get(newest_link(stand)), {}, "/link/confirm-email");
    CHECK(state_of_page(stranger, seen) == R"({"confirmed":false})");
    CHECK(sign_in(stranger, "max@web.de", "das Passwort des Fremden").has_message("wrong_credentials"));
    CHECK(sign_in(owner, "max@web.de", good_password).name() != "login");
}

TEST_CASE("who signs in before confirming can have the mail sent again")
{
    Stand stand;
    auto browser = stand.browser();
    register_address(browser, "max@web.de");
    stand.clock.advance(std::chrono::hours{2});
    auto other = stand.browser();
    auto const refused = sign_in(other, "max@web.de", good_password);
    REQUIRE(refused.has_message("email_not_confirmed"));
    auto const sent = other.submit(refused, {}, "/register/resend");
    CHECK(sent.has_message("email_resent"));
    other.submit(other.get(newest_link(stand)), {}, "/link/confirm-email");
    CHECK(sign_in(other, "max@web.de", good_password).name() != "login");
}

} // namespace zugang::tests
