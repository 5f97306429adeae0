// /account/factors: what the list shows, what adds to it, and signing out everywhere else.
#include "store/recovery_codes.hpp"
#include "store/sessions.hpp"
#include "tests/second_factor/add_from_list.hpp"
#include "tests/second_factor/own_factors.hpp"

namespace zugang::tests {
namespace {

bool has(Page const& page, std::string_view text)
{
    return page.body.find(text) != std::string::npos;
}

void make_codes(OwnFactors& place, std::int64_t count)
{
    place.stand.database().write([&](store::Connection& tx) {
        store::RecoveryCodeSet set{};
        set.id = "rcs_" + std::to_string(count);
        set.account_id = place.account;
        set.flow_id = set.id;
        set.created_at = place.stand.clock.now();
        std::vector<Bytes> hashes;
        for (std::int64_t i = 0; i < count; ++i)
            hashes.push_back({static_cast<std::uint8_t>(count), static_cast<std::uint8_t>(i)});
        auto const former = store::recovery_codes::find_set(tx, place.account);
        REQUIRE(store::recovery_codes::create_set(tx, set, former ? former->id : "", hashes));
    });
}

} // namespace

TEST_CASE("who is not signed in signs in first, with both factors, and then sees the list")
{
    OwnFactors place;
    auto browser = place.stand.browser();
    auto const page = browser.get(list_path);
    REQUIRE(page.name() == "login");
    auto const list = place.prove(browser, page);
    CHECK(list.name() == "account-factors");
    CHECK(list.address == place.stand.address(list_path));
    CHECK(has(list, "Telefon"));
    CHECK(has(list, owner_name));
    CHECK(has(list, "href=\"/logout\""));
    CHECK(has(browser.get("/"), "href=\"/account/factors\""));
}

TEST_CASE("the list names each app with its times, and offers no removal of the only one")
{
    OwnFactors place;
    place.sign_in(place.owner);
    auto const one = place.owner.get(list_path);
    CHECK(has(one, "Zuletzt verwendet"));
    CHECK_FALSE(has(one, "/account/factors/remove"));
    place.stand.add_authenticator(place.account, "Tablet");
    auto const two = place.owner.get(list_path);
    CHECK(has(two, "Noch nicht verwendet"));
    CHECK(has(two, "/account/factors/remove?factor=" + place.id_of("Tablet")));
    CHECK(has(two, "/account/factors/rename?factor=" + place.id_of("Telefon")));
}

TEST_CASE("names are shown as they were typed, whatever they contain")
{
    OwnFactors place;
    place.sign_in(place.owner);
    std::string const name = "<script>alert(1)</script>\"onload='x'&amp;{{csrf}}";
    place.stand.add_authenticator(place.account, name);
    for (auto const& page : {place.owner.get(list_path), place.owner.get(place.rename_address(name)),
                             place.owner.get(place.remove_address(name))}) {
        CAPTURE(page.name());
        CHECK_FALSE(has(page, "<script>alert"));
        CHECK_FALSE(has(page, "\"onload"));
        CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;onload=&#39;x&#39;&amp;amp;{{csrf}}"));
    }
}

TEST_CASE("few recovery codes are reminded of, and none; four are not few")
{
    OwnFactors place;
    place.sign_in(place.owner);
    CHECK(has(place.owner.get(list_path), "data-reminder=\"no_codes\""));
    make_codes(place, 3);
    CHECK(has(place.owner.get(list_path), "data-reminder=\"few_codes\""));
    make_codes(place, 4);
    auto const page = place.owner.get(list_path);
    CHECK_FALSE(has(page, "data-reminder"));
    CHECK(has(page, "Sie haben noch 4 Wiederherstellungscodes."));
}

TEST_CASE("an app is added after fresh proofs, and its owner comes back to the list and is told by mail")
{
    OwnFactors place;
    place.sign_in(place.owner);
    auto const list = place.owner.get(list_path);
    auto const set_up = add_from_list(place.owner, list, "totp");
    REQUIRE(set_up.name() == "setup-totp");
    auto const tablet = Authenticator::of_page(set_up);
    auto const done = place.owner.submit(
        set_up, {{"code", tablet.code(place.stand.clock.now())}, {"name", "Mein Tablet"}, {"action", "confirm"}},
        "/setup/totp");
    CHECK(done.name() == "account-factors");
    CHECK(done.has_message("factor_added"));
    CHECK(place.names() == std::set<std::string>{"Telefon", "Mein Tablet"});
    auto const mails = place.stand.mails();
    REQUIRE_FALSE(mails.empty());
    CHECK(mails.back().mail.subject == "Ein zweiter Faktor wurde eingerichtet");
    CHECK(mails.back().mail.text.find("Mein Tablet") != std::string::npos);
}

TEST_CASE("adding asks for what is not fresh, and only then shows the set-up page")
{
    OwnFactors place;
    place.sign_in(place.owner);
    auto const list = place.owner.get(list_path);
    place.stand.clock.advance(std::chrono::seconds{301});
    auto const asked = add_from_list(place.owner, list, "totp");
    CHECK(asked.name() == "login");
    CHECK(place.prove(place.owner, asked).name() == "setup-totp");

    CHECK(add_from_list(place.owner, list, "recovery_codes").name() == "recovery-codes");
}

TEST_CASE("at the limit no further app is offered")
{
    OwnFactors place;
    place.sign_in(place.owner);
    for (int i = 2; i < 5; ++i)
        place.stand.add_authenticator(place.account, "Gerät " + std::to_string(i));
    CHECK(has(place.owner.get(list_path), "value=\"totp\""));
    place.stand.add_authenticator(place.account, "Gerät 5");
    CHECK_FALSE(has(place.owner.get(list_path), "value=\"totp\""));
}

TEST_CASE("signing out everywhere else ends the other browsers and apps, and leaves this one")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        OwnFactors place{engine};
        place.stand.add_app();
        auto other = place.stand.browser();
        auto const page = sign_in(other, app_request(), owner_name, owner_password, place.code());
        auto const tokens = redeem_app_code(other, page.parameter("code"), "http://127.0.0.1:49152/callback");
        REQUIRE(ask_userinfo(other, tokens.access_token()).status == 200);
        place.sign_in(place.owner);
        auto const list = place.owner.get(list_path);
        auto const done = place.owner.submit(list, {}, "/account/factors/sign-out-others");
        CHECK(done.name() == "account-factors");
        CHECK(done.has_message("signed_out_elsewhere"));
        CHECK(other.get(list_path).name() == "login");
        CHECK(ask_userinfo(other, tokens.access_token()).status == 401);
        CHECK(app_token(other, {{"grant_type", "refresh_token"}, {"refresh_token", tokens.refresh_token()}}).error() ==
              "invalid_grant");
    }
}

TEST_CASE("no form of these pages is taken from elsewhere")
{
    OwnFactors place;
    place.sign_in(place.owner);
    place.stand.add_authenticator(place.account, "Tablet");
    for (std::string const path :
         {"/account/factors/add", "/account/factors/sign-out-others", rename_path, remove_path}) {
        CAPTURE(path);
        Fields const fields{{"csrf", "wrong"}, {"factor", place.id_of("Tablet")}, {"name", "Neu"}, {"kind", "totp"}};
        CHECK(place.owner.post(path, fields).status == 403);
    }
    CHECK(place.names() == std::set<std::string>{"Telefon", "Tablet"});
}

} // namespace zugang::tests
