// Renaming and removing one's factors: fresh proofs, the last one stays, nobody else's, two tabs at once.
#include "tests/second_factor/add_from_list.hpp"
#include "tests/second_factor/own_factors.hpp"
#include <thread>

namespace zugang::tests {
namespace {

using Names = std::set<std::string>;

bool has(Page const& page, std::string_view text)
{
    return page.body.find(text) != std::string::npos;
}

/// With a second app, signed in.
struct TwoApps : OwnFactors {
    Authenticator tablet;

    explicit TwoApps(Engine engine = Engine::sqlite)
        : OwnFactors(engine), tablet(stand.add_authenticator(account, "Tablet"))
    {
        sign_in(owner);
    }
};

} // namespace

TEST_CASE("an app gets another name")
{
    TwoApps place;
    auto const page = place.owner.get(place.rename_address("Tablet"));
    CHECK(page.name() == "rename-factor");
    CHECK(has(page, "value=\"Tablet\""));
    auto const done = place.owner.submit(page, {{"name", "  Großes Tablet "}}, rename_path);
    CHECK(done.name() == "account-factors");
    CHECK(done.has_message("factor_renamed"));
    CHECK(place.names() == Names{"Telefon", "Großes Tablet"});
}

TEST_CASE("a name that cannot be used stays in its field, and the app keeps its own")
{
    TwoApps place;
    auto const page = place.owner.get(place.rename_address("Tablet"));
    std::string const too_long(61, 'x');
    for (auto const& [name, error] : {std::pair<std::string, std::string>{" ", "factor_name_missing"},
                                      {too_long, "totp_name_too_long"},
                                      {"Tab\tlet", "totp_name_too_long"}}) {
        CAPTURE(name);
        auto const again = place.owner.submit(page, {{"name", name}}, rename_path);
        CHECK(again.name() == "rename-factor");
        CHECK(again.has_message(error));
    }
    CHECK(has(place.owner.submit(page, {{"name", too_long}}, rename_path), "value=\"" + too_long + "\""));
    CHECK(place.names() == Names{"Telefon", "Tablet"});
    CHECK(place.owner.submit(page, {{"name", std::string(60, 'x')}}, rename_path).has_message("factor_renamed"));
}

TEST_CASE("proofs are fresh for five minutes; after that one proves both factors and comes back to the same page")
{
    TwoApps place;
    auto const rename = place.rename_address("Tablet");
    auto const remove = place.remove_address("Tablet");
    place.stand.clock.advance(std::chrono::seconds{300});
    CHECK(place.owner.get(rename).name() == "rename-factor");
    CHECK(place.owner.get(remove).name() == "remove-factor");
    place.stand.clock.advance(std::chrono::seconds{1});
    auto const asked = place.owner.get(remove);
    CHECK(asked.name() == "login");
    auto const back = place.prove(place.owner, asked);
    CHECK(back.name() == "remove-factor");
    CHECK(back.address == place.stand.address(remove));
    CHECK(has(back, "Tablet"));
    CHECK(place.owner.get(rename).name() == "rename-factor");
}

TEST_CASE("a name typed while the proofs grew old is not lost")
{
    TwoApps place;
    auto const page = place.owner.get(place.rename_address("Tablet"));
    place.stand.clock.advance(std::chrono::minutes{6});
    auto const asked = place.owner.submit(page, {{"name", "Omas \"Tablet\" & Radio"}}, rename_path);
    CHECK(asked.name() == "login");
    CHECK(place.names() == Names{"Telefon", "Tablet"});
    auto const back = place.prove(place.owner, asked);
    CHECK(back.name() == "rename-factor");
    CHECK(has(back, "value=\"Omas &quot;Tablet&quot; &amp; Radio\""));
    CHECK(place.owner.submit(back, {{"name", "Omas \"Tablet\" & Radio"}}, rename_path).has_message("factor_renamed"));
    CHECK(place.names() == Names{"Telefon", "Omas \"Tablet\" & Radio"});
}

TEST_CASE("a removal posted after the proofs grew old removes nothing, but leads back to its question")
{
    TwoApps place;
    auto const page = place.owner.get(place.remove_address("Tablet"));
    place.stand.clock.advance(std::chrono::seconds{301});
    auto const asked = place.owner.submit(page, {}, remove_path);
    CHECK(asked.name() == "login");
    CHECK(place.names() == Names{"Telefon", "Tablet"});
    auto const back = place.prove(place.owner, asked);
    CHECK(back.name() == "remove-factor");
    CHECK(place.owner.submit(back, {}, remove_path).has_message("factor_removed"));
    CHECK(place.names() == Names{"Telefon"});
}

TEST_CASE("a session that rests on the password alone changes no factor until the app's code is proved as well")
{
    Stand stand;
    stand.add_portal();
    auto const account = stand.add_account(owner_name, owner_password);
    auto browser = stand.browser();
    REQUIRE_FALSE(sign_in(browser, portal_request(), owner_name, owner_password).parameter("code").empty());
    auto const phone = stand.add_authenticator(account, "Telefon");
    auto const factor = stand.database().read(
        [&](store::Connection& db) { return store::totp_factors::list_confirmed(db, account).front().id; });
    auto const asked = browser.get(std::string{rename_path} + "?factor=" + factor);
    CHECK(asked.name() == "totp"); // the password is fresh
    auto const back = browser.submit(asked, {{"code", phone.code(stand.clock.now())}}, "/login/totp");
    CHECK(back.name() == "rename-factor");
}

TEST_CASE("a removed app's codes are worth nothing, and the owner is told with a way to undo it")
{
    TwoApps place;
    auto const page = place.owner.get(place.remove_address("Tablet"));
    CHECK(place.owner.submit(page, {}, remove_path).has_message("factor_removed"));
    CHECK(place.names() == Names{"Telefon"});
    auto const mails = place.stand.mails();
    REQUIRE_FALSE(mails.empty());
    CHECK(mails.back().mail.subject == "Ein zweiter Faktor wurde entfernt");
    CHECK(mails.back().mail.text.find("\nTablet\n") != std::string::npos);
    auto thief = place.stand.browser();
    auto const asked = sign_in(thief, portal_request(), owner_name, owner_password);
    REQUIRE(asked.name() == "totp");
    auto const code = place.tablet.code(place.stand.clock.now());
    CHECK(thief.submit(asked, {{"code", code}}, "/login/totp").name() == "totp");

    auto const link = link_in(mails.back().mail.text, "/link/not-me");
    auto mailbox = place.stand.browser();
    CHECK(mailbox.submit(mailbox.get(link), {}, "/link/not-me").name() == "password-reset");
    CHECK(place.names() == Names{"Telefon", "Tablet"});
    CHECK(place.owner.get(list_path).name() == "login");
}

TEST_CASE("the last app is not removed, whichever way one asks, and the page says what to do")
{
    OwnFactors place;
    place.sign_in(place.owner);
    auto const page = place.owner.get(place.remove_address("Telefon"));
    CHECK(page.has_message("last_factor"));
    CHECK(page.hidden_fields(remove_path).empty());
    auto fields = page.hidden_fields("/account/factors/add");
    std::erase_if(fields, [](auto const& field) { return field.first != "csrf"; });
    fields.emplace_back("factor", place.id_of("Telefon"));
    CHECK(place.owner.post(remove_path, fields).has_message("last_factor"));
    CHECK(place.names() == Names{"Telefon"});
    CHECK(add_from_list(place.owner, page, "totp").name() == "setup-totp");
}

TEST_CASE("of two apps removed in two tabs at once, one stays")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        TwoApps place{engine};
        auto const telephone = place.owner.get(place.remove_address("Telefon"));
        auto const tablet = place.owner.get(place.remove_address("Tablet"));
        {
            std::vector<std::jthread> tabs;
            for (auto const* const page : {&telephone, &tablet})
                tabs.emplace_back([&place, page] {
                    auto tab = place.owner;
                    tab.submit(*page, {}, remove_path);
                });
        }
        CHECK(place.factors().size() == 1);
    }
}

TEST_CASE("another account's app is nobody's")
{
    TwoApps place;
    auto const neighbour = place.stand.add_account("erika@web.de", owner_password);
    place.stand.add_authenticator(neighbour, "Erikas Telefon");
    place.stand.add_authenticator(neighbour, "Erikas Tablet");
    auto const theirs = place.stand.database().read(
        [&](store::Connection& db) { return store::totp_factors::list_confirmed(db, neighbour); });
    auto const own = place.owner.get(place.rename_address("Tablet"));
    auto fields = own.hidden_fields(rename_path);
    for (auto& [name, value] : fields)
        value = name == "factor" ? theirs.front().id : value;
    fields.emplace_back("name", "Gekapert");
    for (std::string const path : {rename_path, remove_path}) {
        CAPTURE(path);
        CHECK(place.owner.get(path + "?factor=" + theirs.front().id).has_message("factor_gone"));
        CHECK(place.owner.post(path, fields).has_message("factor_gone"));
        CHECK(place.owner.get(path).has_message("factor_gone"));
        CHECK(place.owner.get(path + "?factor=" + std::string(5000, 'x')).has_message("factor_gone"));
    }
    auto const after = place.stand.database().read(
        [&](store::Connection& db) { return store::totp_factors::list_confirmed(db, neighbour); });
    REQUIRE(after.size() == 2);
    CHECK(after[0].name + after[1].name == theirs[0].name + theirs[1].name);
}

TEST_CASE("cancelling leads back to the list and changes nothing")
{
    TwoApps place;
    for (auto const& [address, path] :
         {std::pair<std::string, std::string>{place.rename_address("Tablet"), rename_path},
          {place.remove_address("Tablet"), remove_path}}) {
        auto const page = place.owner.get(address);
        auto const back = place.owner.submit(page, {{"cancel", "1"}}, path);
        CHECK(back.name() == "account-factors");
        CHECK(back.messages().empty());
    }
    CHECK(place.names() == Names{"Telefon", "Tablet"});
}

TEST_CASE("a change that was on its way when the password became worthless comes too late")
{
    TwoApps place;
    auto const rename = place.owner.get(place.rename_address("Tablet"));
    auto const remove = place.owner.get(place.remove_address("Tablet"));
    place.stand.clock.advance(std::chrono::seconds{1});
    // What "that was not me" does first; the session ends in the same transaction, which these two have passed already.
    place.stand.database().write([&](store::Connection& tx) {
        REQUIRE(store::accounts::clear_password(tx, place.account, place.stand.clock.now()));
    });
    CHECK_FALSE(place.owner.submit(rename, {{"name", "Gekapert"}}, rename_path).has_message("factor_renamed"));
    CHECK_FALSE(place.owner.submit(remove, {}, remove_path).has_message("factor_removed"));
    CHECK(place.names() == Names{"Telefon", "Tablet"});
}

} // namespace zugang::tests
