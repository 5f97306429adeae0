// "That was not me": what the button does, how often it works, and what it leaves alone.
#include "tests/notices/steps.hpp"
#include <atomic>
#include <thread>

namespace zugang::tests {
namespace {

using idp::notices::Kind;
using Names = std::vector<std::string>;

std::int64_t live_sessions(Stand& stand)
{
    return stand.database().read([](store::Connection& db) {
        return db.query_one("SELECT COUNT(*) AS n FROM sessions WHERE ended_at IS NULL").value().integer("n");
    });
}

bool has_password(Stand& stand, std::string const& account)
{
    return stand.database().read(
        [&](store::Connection& db) { return store::accounts::find(db, account)->password_hash.has_value(); });
}

Page choose_password(Browser& browser, Page const& form)
{
    return browser.submit(form, {{"password", new_password}, {"password_repeat", new_password}}, reset_path);
}

} // namespace

TEST_CASE("the link shows what was told and changes nothing; the button ends everything and leads to a new password")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        Stand stand{engine, without_policy()};
        stand.add_app();
        auto const account = add_owner(stand);
        auto attacker = stand.browser();
        auto const code = sign_in(attacker, app_request(), owner_name, old_password).parameter("code");
        auto const tokens = redeem_app_code(attacker, code, "http://127.0.0.1:49152/callback");
        REQUIRE(ask_userinfo(attacker, tokens.access_token()).status == 200);
        auto const link = add_notice_link(stand, account, Kind::new_device);

        auto owner = stand.browser();
        auto const page = owner.get(link);
        CHECK(page.name() == "not-me");
        CHECK(page.body.find("Anmeldung auf einem neuen Gerät") != std::string::npos);
        CHECK(page.body.find("ab diesem Zeitpunkt") != std::string::npos);
        CHECK(live_sessions(stand) == 1);
        CHECK(has_password(stand, account));

        auto const form = owner.submit(page, {}, not_me_path);
        CHECK(form.name() == "password-reset");
        CHECK(form.has_message("account_secured"));
        CHECK(live_sessions(stand) == 0);
        CHECK_FALSE(has_password(stand, account));
        CHECK(ask_userinfo(attacker, tokens.access_token()).status == 401);
        CHECK(
            app_token(attacker, {{"grant_type", "refresh_token"}, {"refresh_token", tokens.refresh_token()}}).error() ==
            "invalid_grant");
        CHECK(sign_in(attacker, app_request(), owner_name, old_password).has_message("wrong_credentials"));

        CHECK(choose_password(owner, form).has_message("password_changed"));
        CHECK_FALSE(sign_in(owner, app_request(), owner_name, new_password).parameter("code").empty());
    }
}

TEST_CASE("a link that was used says so, and secures nothing again")
{
    Stand stand{Engine::sqlite, without_policy()};
    auto const account = add_owner(stand);
    auto const link = add_notice_link(stand, account, Kind::password_changed);
    auto owner = stand.browser();
    auto const open_page = owner.get(link);
    choose_password(owner, secure(owner, link));
    REQUIRE(has_password(stand, account));
    auto thief = stand.browser();
    CHECK(thief.get(link).has_message("link_used"));
    CHECK(owner.submit(open_page, {}, not_me_path).has_message("link_used"));
    CHECK(has_password(stand, account));
}

TEST_CASE("of many presses at once, one secures the account")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        Stand stand{engine, without_policy()};
        auto const account = add_owner(stand);
        auto const page = stand.browser().get(add_notice_link(stand, account, Kind::password_changed));
        std::atomic<int> secured = 0;
        std::atomic<int> used = 0;
        {
            std::vector<std::jthread> presses;
            for (int i = 0; i < 8; ++i)
                presses.emplace_back([&] {
                    auto const answer = stand.browser().submit(page, {}, not_me_path);
                    secured += answer.name() == "password-reset" ? 1 : 0;
                    used += answer.has_message("link_used") ? 1 : 0;
                });
        }
        CHECK(secured == 1);
        CHECK(used == 7);
    }
}

TEST_CASE("the link is good for 72 hours and says when it is over")
{
    Stand stand{Engine::sqlite, without_policy()};
    auto const account = add_owner(stand);
    auto const link = add_notice_link(stand, account, Kind::new_device);
    auto owner = stand.browser();
    stand.clock.advance(std::chrono::hours{72} - std::chrono::milliseconds{1});
    auto const page = owner.get(link);
    CHECK(page.messages().empty());
    stand.clock.advance(std::chrono::milliseconds{1});
    CHECK(owner.get(link).has_message("link_expired"));
    CHECK(owner.submit(page, {}, not_me_path).has_message("link_expired"));
    CHECK(has_password(stand, account));
}

TEST_CASE("a link that is cut off, or of another kind, is no such link; a foreign page cannot press the button")
{
    Stand stand{Engine::sqlite, without_policy()};
    auto const account = add_owner(stand);
    auto const link = add_notice_link(stand, account, Kind::new_device);
    auto owner = stand.browser();
    CHECK(owner.get(link.substr(0, link.size() - 4)).has_message("link_mangled"));
    CHECK(owner.get("/link/not-me").has_message("link_mangled"));
    auto const id = link.substr(std::string{"/link/not-me?id="}.size());
    CHECK(owner.get("/link/reset-password?id=" + id).has_message("link_mangled"));
    CHECK(owner.get("/link/confirm-email?id=" + id).has_message("link_mangled"));
    auto const reset = secure(owner, add_notice_link(stand, account, Kind::new_device)).parameter("id");
    CHECK(owner.get("/link/not-me?id=" + reset).has_message("link_mangled"));

    auto const foreign =
        owner.request("POST", "/link/not-me", "id=" + id,
                      {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", "https://evil.example"}});
    CHECK(foreign.status == 403);
}

TEST_CASE("a notice of a new factor removes it, even the last, and all that was done to factors since")
{
    Stand stand{Engine::sqlite, without_policy()};
    auto const account = add_owner(stand);
    auto const own = add_factor(stand, account, "own");
    stand.clock.advance(std::chrono::hours{1});
    auto const link = add_notice_link(stand, account, Kind::factor_added, add_factor(stand, account, "foreign"));
    stand.clock.advance(std::chrono::minutes{1});
    remove_factor(stand, account, own);
    add_factor(stand, account, "foreign too");
    REQUIRE(factors_of(stand, account) == Names{"foreign", "foreign too"});
    stand.clock.advance(std::chrono::hours{1});
    auto owner = stand.browser();
    auto const page = owner.get(link);
    CHECK(page.body.find("zweiten Faktoren") != std::string::npos);
    CHECK(page.body.find(">foreign<") != std::string::npos);
    CHECK(secure(owner, link).name() == "password-reset");
    CHECK(factors_of(stand, account) == Names{"own"});
}

TEST_CASE("the only factor an account has goes as well, when its owner did not add it")
{
    Stand stand{Engine::sqlite, without_policy()};
    auto const account = add_owner(stand);
    auto const link = add_notice_link(stand, account, Kind::factor_added, add_factor(stand, account, "foreign"));
    auto owner = stand.browser();
    secure(owner, link);
    CHECK(factors_of(stand, account).empty());
}

TEST_CASE("a notice of a removed factor brings it back; what was changed before the notice stays")
{
    Stand stand{Engine::sqlite, without_policy()};
    auto const account = add_owner(stand);
    auto const lost = add_factor(stand, account, "lost");
    auto const own = add_factor(stand, account, "own");
    remove_factor(stand, account, lost); // by the owner
    stand.clock.advance(std::chrono::milliseconds{1});
    remove_factor(stand, account, own); // by somebody else
    auto const link = add_notice_link(stand, account, Kind::factor_removed, own);
    stand.clock.advance(std::chrono::hours{71});
    auto owner = stand.browser();
    secure(owner, link);
    CHECK(factors_of(stand, account) == Names{"own"});
}

TEST_CASE("passkeys and apps are undone together, and the page names what was told of by its kind")
{
    Stand stand{Engine::sqlite, without_policy()};
    auto const account = add_owner(stand);
    auto const own = add_passkey(stand, account, "own");
    stand.clock.advance(std::chrono::hours{1});
    auto const link = add_notice_link(stand, account, Kind::factor_added, add_factor(stand, account, "foreign app"));
    auto const second = add_notice_link(stand, account, Kind::factor_added,
                                        add_passkey(stand, account, "foreign key", store::Passkey::Kind::security_key));
    remove_factor(stand, account, own);
    auto const removal = add_notice_link(stand, account, Kind::factor_removed, own);
    stand.clock.advance(std::chrono::hours{1});
    auto owner = stand.browser();
    CHECK(owner.get(link).body.find(">foreign app<") != std::string::npos);
    CHECK(owner.get(second).body.find(">Sicherheitsschlüssel „foreign key“<") != std::string::npos);
    CHECK(owner.get(removal).body.find(">Passkey „own“<") != std::string::npos);
    CHECK(secure(owner, link).name() == "password-reset");
    CHECK(factors_of(stand, account) == Names{"own"});
}

TEST_CASE("a passkey that was perhaps copied goes, even as the last factor; the others stay")
{
    for (bool const has_app : {true, false}) {
        CAPTURE(has_app);
        Stand stand{Engine::sqlite, without_policy()};
        auto const account = add_owner(stand);
        auto const copied = add_passkey(stand, account, "copied");
        if (has_app)
            add_factor(stand, account, "app");
        stand.clock.advance(std::chrono::hours{1});
        auto const link = add_notice_link(stand, account, Kind::passkey_copied, copied);
        stand.clock.advance(std::chrono::hours{1});
        auto owner = stand.browser();
        auto const page = owner.get(link);
        CHECK(page.body.find("Was vielleicht kopiert wurde, wird entfernt") != std::string::npos);
        CHECK(page.body.find("zweiten Faktoren") == std::string::npos);
        CHECK(factors_of(stand, account).size() == (has_app ? 2 : 1));
        CHECK(secure(owner, link).name() == "password-reset");
        CHECK(factors_of(stand, account) == (has_app ? Names{"app"} : Names{}));
    }
}

TEST_CASE("the link about a copied passkey removes nothing of another account")
{
    Stand stand{Engine::sqlite, without_policy()};
    auto const account = add_owner(stand);
    auto const neighbour = stand.add_account("erika@web.de", old_password);
    auto const theirs = add_passkey(stand, neighbour, "theirs");
    auto const link = add_notice_link(stand, account, Kind::passkey_copied, theirs);
    auto owner = stand.browser();
    CHECK(owner.get(link).body.find("theirs") == std::string::npos);
    CHECK(secure(owner, link).name() == "password-reset");
    CHECK(factors_of(stand, neighbour) == Names{"theirs"});
}

TEST_CASE("whoever was inside may have added a passkey: a notice of that takes it back, one of failures alone does not")
{
    struct Row {
        Kind kind;
        Names left;
    };
    for (auto const& [kind, left] :
         {Row{Kind::new_device, {"former"}}, Row{Kind::password_changed, {"former"}},
          Row{Kind::recovery_code_used, {"former"}}, Row{Kind::many_failures, {"former", "later"}}}) {
        Stand stand{Engine::sqlite, without_policy()};
        auto const account = add_owner(stand);
        add_passkey(stand, account, "former");
        stand.clock.advance(std::chrono::seconds{1});
        auto const link = add_notice_link(stand, account, kind);
        add_passkey(stand, account, "later");
        auto owner = stand.browser();
        CHECK(secure(owner, link).name() == "password-reset");
        CHECK(factors_of(stand, account) == left);
    }
}

TEST_CASE("two notices are open at once, and the second does not undo what the owner did after the first")
{
    Stand stand{Engine::sqlite, without_policy()};
    auto const account = add_owner(stand);
    auto const first = add_notice_link(stand, account, Kind::factor_added, add_factor(stand, account, "foreign"));
    stand.clock.advance(std::chrono::minutes{1});
    auto const second = add_notice_link(stand, account, Kind::factor_added, add_factor(stand, account, "foreign too"));
    stand.clock.advance(std::chrono::minutes{1});
    auto owner = stand.browser();
    choose_password(owner, secure(owner, second));
    CHECK(factors_of(stand, account) == Names{"foreign"});
    stand.clock.advance(std::chrono::minutes{1});
    add_factor(stand, account, "own");
    auto const page = owner.get(first);
    CHECK(page.body.find("schon einmal gesichert") != std::string::npos);
    CHECK(secure(owner, first).name() == "password-reset");
    CHECK(factors_of(stand, account) == Names{"own"});
}

TEST_CASE("an account that is disabled is secured as well, but gets no new password")
{
    Stand stand{Engine::sqlite, without_policy()};
    auto const account = add_owner(stand);
    auto const link = add_notice_link(stand, account, Kind::factor_added, add_factor(stand, account, "foreign"));
    stand.database().write([&](store::Connection& tx) {
        REQUIRE(store::accounts::set_disabled(tx, account, stand.clock.now(), stand.clock.now()));
    });
    auto owner = stand.browser();
    auto const page = secure(owner, link);
    CHECK(page.name() == "not-me");
    CHECK(page.has_message("account_secured"));
    CHECK_FALSE(has_password(stand, account));
    CHECK(factors_of(stand, account).empty());
    auto const resets = stand.database().read([](store::Connection& db) {
        return db.query_one("SELECT COUNT(*) AS n FROM mail_links WHERE kind = 'reset_password'").value().integer("n");
    });
    CHECK(resets == 0);
}

} // namespace zugang::tests
