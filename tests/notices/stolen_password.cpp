// Somebody with the password sets up a second factor on the victim's account. The victim's mail ends it.
#include "store/known_devices.hpp"
#include "tests/notices/steps.hpp"

namespace zugang::tests {
namespace {

StandOptions with_policy()
{
    return {.configure = [](idp::config::Config& config) {
        config.policy.second_factor = idp::config::SecondFactor::required;
    }};
}

/// From the security notice to the client, with an app of one's own. Recovery codes are put off.
Page enrol(Browser& browser, Page const& notice, Stand& stand)
{
    REQUIRE(notice.name() == "choose-factor");
    auto const set_up = browser.get("/setup/totp?flow=" + notice.parameter("flow"));
    REQUIRE(set_up.name() == "setup-totp");
    auto const code = Authenticator::of_page(set_up).code(stand.clock.now());
    auto const codes =
        browser.submit(set_up, {{"code", code}, {"name", "Pixel"}, {"action", "confirm"}}, "/setup/totp");
    REQUIRE(codes.name() == "recovery-codes");
    return browser.submit(codes, {{"later", "1"}}, "/setup/recovery-codes");
}

std::string newest_notice(Stand& stand)
{
    std::string link;
    for (auto const& queued : stand.mails()) {
        auto const found = link_in(queued.mail.text, not_me_path);
        if (queued.mail.subject == "Ein zweiter Faktor wurde eingerichtet")
            link = found;
    }
    return link;
}

std::size_t count_devices(Stand& stand, std::string const& account)
{
    return stand.database()
        .read([&](store::Connection& db) { return store::known_devices::list(db, account, stand.clock.now()); })
        .size();
}

} // namespace

TEST_CASE("a thief's factor, sessions, tokens and browser are gone once the owner says so, and the owner gets in")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        Stand stand{engine, with_policy()};
        stand.add_app();
        auto const account = stand.add_account(owner_name, old_password);
        auto thief = stand.browser();
        auto const page = enrol(thief, sign_in(thief, app_request(), owner_name, old_password), stand);
        auto const tokens = redeem_app_code(thief, page.parameter("code"), "http://127.0.0.1:49152/callback");
        REQUIRE(ask_userinfo(thief, tokens.access_token()).status == 200);
        REQUIRE(thief.get("/account/factors").name() == "account-factors");
        REQUIRE(count_devices(stand, account) == 1);
        auto half_way = stand.browser(); // has typed the password, and waits at the page for the code
        auto const waiting = sign_in(half_way, app_request(), owner_name, old_password);
        REQUIRE(waiting.name() == "totp");

        stand.clock.advance(std::chrono::hours{1});
        auto owner = stand.browser();
        auto const form = secure(owner, newest_notice(stand));
        REQUIRE(form.name() == "password-reset");

        CHECK(factors_of(stand, account).empty());
        CHECK(count_devices(stand, account) == 0);
        CHECK(thief.get("/account/factors").name() == "login");
        CHECK(ask_userinfo(thief, tokens.access_token()).status == 401);
        CHECK(app_token(thief, {{"grant_type", "refresh_token"}, {"refresh_token", tokens.refresh_token()}}).error() ==
              "invalid_grant");
        CHECK(sign_in(thief, app_request(), owner_name, old_password).has_message("wrong_credentials"));

        Fields const wanted{{"password", new_password}, {"password_repeat", new_password}};
        CHECK(owner.submit(form, wanted, reset_path).has_message("password_changed"));
        auto const signed_in = enrol(owner, sign_in(owner, app_request(), owner_name, new_password), stand);
        CHECK_FALSE(signed_in.parameter("code").empty());
        CHECK(factors_of(stand, account).size() == 1);
    }
}

TEST_CASE("a thief who waits at a set-up page with the old password proved leaves no factor behind")
{
    Stand stand{Engine::sqlite, with_policy()};
    stand.add_app();
    auto const account = stand.add_account(owner_name, old_password);
    auto const link = add_notice_link(stand, account, idp::notices::Kind::many_failures);
    auto thief = stand.browser();
    auto const notice = sign_in(thief, app_request(), owner_name, old_password);
    auto const set_up = thief.get("/setup/totp?flow=" + notice.parameter("flow"));
    REQUIRE(set_up.name() == "setup-totp");
    stand.clock.advance(std::chrono::minutes{1});
    auto owner = stand.browser();
    REQUIRE(secure(owner, link).name() == "password-reset");
    stand.clock.advance(std::chrono::minutes{1});
    auto const code = Authenticator::of_page(set_up).code(stand.clock.now());
    auto const page = thief.submit(set_up, {{"code", code}, {"name", "Pixel"}, {"action", "confirm"}}, "/setup/totp");
    CHECK(page.parameter("code").empty());
    CHECK(factors_of(stand, account).empty());
    CHECK(thief.get("/account/factors").name() == "login");
}

} // namespace zugang::tests
