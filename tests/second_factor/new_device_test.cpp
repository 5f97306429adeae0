// The mail about a sign-in in a new browser (ASVS 6.3.5), and what a new password does to a guesser's work.
#include "tests/second_factor/with_app.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

std::ptrdiff_t mails_about_devices(WithApp& at)
{
    auto const mails = at.stand.mails();
    return std::ranges::count_if(mails, [](idp::QueuedMail const& each) {
        return each.mail.text.find("Firefox auf Windows") != std::string::npos;
    });
}

Browser firefox(WithApp& at)
{
    auto browser = at.stand.browser();
    browser.user_agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0";
    return browser;
}

void sign_out(WithApp& at, Browser& browser)
{
    browser.submit(browser.get("/logout"), {}, "/logout");
    at.stand.clock.advance(one_step);
}

/// Forgotten password, to the end.
void set_new_password(WithApp& at, Browser& browser, std::string const& password)
{
    browser.submit(browser.get("/password/forgot"), {{"username", person_name}}, "/password/forgot");
    std::string link;
    for (auto const& each : at.stand.mails()) { // two of one moment have no order
        if (auto const found = link_in(each.mail.text, "/link/reset-password"); !found.empty())
            link = found;
    }
    auto const done = browser.submit(browser.get(link), {{"password", password}, {"password_repeat", password}},
                                     "/link/reset-password");
    REQUIRE(done.name() == "password-reset");
}

} // namespace

TEST_SUITE("new device")
{
    TEST_CASE_FIXTURE(WithApp, "the first sign-in is told to nobody, one in another browser is told by mail, once")
    {
        auto const app = add_app("phone");
        auto own = firefox(*this);
        REQUIRE(is_signed_in(sign_in_with(own, app)));
        sign_out(*this, own);
        REQUIRE(is_signed_in(sign_in_with(own, app)));
        CHECK(mails_about_devices(*this) == 0);
        stand.clock.advance(one_step);
        auto other = firefox(*this);
        REQUIRE(is_signed_in(sign_in_with(other, app)));
        CHECK(mails_about_devices(*this) == 1);
        sign_out(*this, other);
        REQUIRE(is_signed_in(sign_in_with(other, app)));
        CHECK(mails_about_devices(*this) == 1);
        sign_out(*this, other);
        stand.clock.advance(std::chrono::days{181}); // the browsers are forgotten, that there was a sign-in is not
        REQUIRE(is_signed_in(sign_in_with(other, app)));
        CHECK(stand.mails().back().mail.text.find("Firefox auf Windows") != std::string::npos);
        CHECK(stand.mails().back().mail.text.find(".07.2026") != std::string::npos);
    }

    TEST_CASE_FIXTURE(WithApp, "half a sign-in makes no device and no mail")
    {
        add_app("phone");
        auto thief = firefox(*this);
        REQUIRE(after_password(thief).name() == "totp");
        CHECK(mails_about_devices(*this) == 0);
        CHECK_FALSE(thief.cookies.contains("__Host-zugang_dev"));
    }

    TEST_CASE_FIXTURE(WithApp, "a thief's hundred wrong codes do not keep the owner out once the password is a new one")
    {
        auto const app = add_app("phone");
        auto thief = stand.browser();
        auto page = after_password(thief);
        for (auto tried = 0; tried < 100;) {
            page = type(thief, page, app.wrong_code(now()));
            if (page.status != 429) {
                ++tried;
                continue;
            }
            stand.clock.advance(std::chrono::seconds{std::stoll(page.header("Retry-After"))});
            page = after_password(thief);
        }
        REQUIRE(type(thief, page, app.wrong_code(now())).has_message("totp_suspended"));
        auto owner = stand.browser(); // one that nobody knows
        REQUIRE(type(owner, after_password(owner), app.code(now())).has_message("totp_suspended"));
        set_new_password(*this, owner, "Kirschbaum-Gummistiefel-8");
        auto const code_page = sign_in(owner, portal_request(), person_name, "Kirschbaum-Gummistiefel-8");
        CHECK(is_signed_in(type(owner, code_page, app.code(now()))));
    }
}

} // namespace zugang::tests
