// Passkeys and security keys in the list of one's factors: what it shows of them, what authenticators are told,
// renaming and removing them.
#include "base/base64url.hpp"
#include "store/factors.hpp"
#include "tests/second_factor/own_factors.hpp"

namespace zugang::tests {
namespace {

using Names = std::set<std::string>;

bool has(Page const& page, std::string_view text)
{
    return page.body.find(text) != std::string::npos;
}

/// The part of the list under this heading.
std::string section(Page const& page, std::string_view title_id)
{
    auto const from = page.body.find("id=\"" + std::string{title_id} + "\"");
    REQUIRE(from != std::string::npos);
    return page.body.substr(from, page.body.find("</section>", from) - from);
}

/// Signed in with password and app.
struct WithPasskeys : OwnFactors {
    explicit WithPasskeys(Engine engine = Engine::sqlite) : OwnFactors(engine) { sign_in(owner); }

    void remove_app()
    {
        auto const app = id_of("Telefon");
        stand.database().write([&](store::Connection& tx) {
            REQUIRE(store::factors::remove(tx, app, account, store::factors::Last::may_go, stand.clock.now()) ==
                    store::factors::Removed::yes);
        });
    }
};

} // namespace

TEST_CASE("passkeys and security keys are listed apart, and where a passkey is stands in plain words")
{
    WithPasskeys place;
    auto shared = place.passkey("Laptop");
    shared.backup_eligible = true;
    shared.backed_up = true;
    shared.last_used_at = place.stand.clock.now();
    insert(place.stand.database(), shared);
    auto unshared = place.passkey("Tablet");
    unshared.backup_eligible = true;
    insert(place.stand.database(), unshared);
    place.add_security_key("Blau");
    auto const list = place.owner.get(list_path);
    auto const passkeys = section(list, "passkeys-title");
    CHECK(passkeys.find(">Laptop<") < passkeys.find(">Tablet<"));
    CHECK(passkeys.find("Auf allen Geräten, die Ihre Passkeys") < passkeys.find(">Tablet<"));
    CHECK(passkeys.find("Dort können Sie einschalten") > passkeys.find(">Tablet<"));
    CHECK(passkeys.find("Blau") == std::string::npos);
    CHECK(passkeys.find("/account/factors/remove?factor=psk_Laptop") != std::string::npos);
    auto const keys = section(list, "keys-title");
    CHECK(keys.find(">Blau<") != std::string::npos);
    CHECK(keys.find("Gerät.") == std::string::npos);
    CHECK(keys.find("Noch nicht verwendet") != std::string::npos);
    CHECK(section(list, "apps-title").find(">Telefon<") != std::string::npos);
}

TEST_CASE("a passkey that is the only factor and on one device alone is to be followed by a second way")
{
    WithPasskeys place;
    auto const id = place.add_passkey("Handy");
    CHECK_FALSE(has(place.owner.get(list_path), "one_device"));
    place.remove_app();
    auto const alone = place.owner.get(list_path);
    CHECK(has(alone, "data-reminder=\"one_device\""));
    CHECK(has(alone, "Das ist Ihr einziger zweiter Faktor"));
    CHECK_FALSE(has(alone, "/account/factors/remove"));
    CHECK(has(alone, "id=\"codes-title\""));
    place.stand.add_recovery_codes(place.account);
    CHECK_FALSE(has(place.owner.get(list_path), "one_device"));
    place.stand.database().write([&](store::Connection& tx) {
        REQUIRE(store::passkeys::use(tx, id, {.sign_count = 1, .backed_up = true}, place.stand.clock.now()) ==
                store::passkeys::Used::yes);
    });
    CHECK_FALSE(has(place.owner.get(list_path), "one_device"));
}

TEST_CASE("a synchronised passkey needs no second way, even as the only factor")
{
    WithPasskeys place;
    auto shared = place.passkey("Laptop");
    shared.backup_eligible = true;
    shared.backed_up = true;
    insert(place.stand.database(), shared);
    place.remove_app();
    CHECK_FALSE(has(place.owner.get(list_path), "one_device"));
}

TEST_CASE("authenticators are told of the passkeys that count, once the account has a handle")
{
    WithPasskeys place;
    place.add_passkey("a");
    CHECK_FALSE(has(place.owner.get(list_path), "data-passkey-signals"));
    Bytes const handle(32, 7);
    place.stand.database().write([&](store::Connection& tx) {
        REQUIRE(store::user_handles::find_or_insert(tx, place.account, handle) == handle);
    });
    place.add_security_key("b");
    place.add_passkey("c");
    auto const list = place.owner.get(list_path);
    CHECK(has(list, "data-rp-id=\"localhost\""));
    CHECK(has(list, "data-user-id=\"" + base64url_encode(handle) + "\""));
    CHECK(has(list, "data-credential-ids=\"YQ Yg Yw\""));
    CHECK(has(list, "data-user-name=\"" + std::string{owner_name} + "\""));
    CHECK(has(list, "passkey_signals.js"));
    for (std::string const name : {"a", "b", "c"})
        place.owner.submit(place.owner.get(place.remove_address(name)), {}, remove_path);
    CHECK(has(place.owner.get(list_path), "data-credential-ids=\"\""));
}

TEST_CASE("passkeys and security keys are renamed as apps are")
{
    WithPasskeys place;
    place.add_passkey("Handy");
    place.add_security_key("Blau");
    for (auto const& [name, title, fresh] :
         {std::tuple<std::string, std::string, std::string>{"Handy", "Passkey umbenennen", "Mein Handy"},
          {"Blau", "Sicherheitsschlüssel umbenennen", "Der grüne"}}) {
        CAPTURE(name);
        auto const page = place.owner.get(place.rename_address(name));
        CHECK(has(page, ">" + title + "<"));
        CHECK(place.owner.submit(page, {{"name", " "}}, rename_path).has_message("factor_name_missing"));
        CHECK(place.owner.submit(page, {{"name", fresh}}, rename_path).has_message("factor_renamed"));
    }
    CHECK(place.names() == Names{"Telefon", "Mein Handy", "Der grüne"});
}

TEST_CASE("a removed passkey is told of by mail with its kind, and comes back by its link")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        WithPasskeys place{engine};
        place.add_passkey("Handy");
        place.add_security_key("Blau");
        for (auto const& [name, message, told] :
             {std::tuple<std::string, std::string, std::string>{"Handy", "passkey_removed", "Passkey „Handy“"},
              {"Blau", "security_key_removed", "Sicherheitsschlüssel „Blau“"}}) {
            CAPTURE(name);
            place.stand.clock.advance(std::chrono::seconds{1});
            auto const page = place.owner.get(place.remove_address(name));
            CHECK(page.name() == "remove-factor");
            CHECK(place.owner.submit(page, {}, remove_path).has_message(message));
            CHECK(place.stand.mails().back().mail.text.find("\n" + told + "\n") != std::string::npos);
        }
        CHECK(place.names() == Names{"Telefon"});
        auto mailbox = place.stand.browser();
        auto const link = link_in(place.stand.mails().back().mail.text, "/link/not-me");
        CHECK(mailbox.submit(mailbox.get(link), {}, "/link/not-me").name() == "password-reset");
        CHECK(place.names() == Names{"Telefon", "Blau"});
    }
}

TEST_CASE("what is the only factor is counted over apps, passkeys and security keys")
{
    WithPasskeys place;
    place.add_security_key("Blau");
    CHECK(place.owner.submit(place.owner.get(place.remove_address("Telefon")), {}, remove_path)
              .has_message("factor_removed"));
    auto const last = place.owner.get(place.remove_address("Blau"));
    CHECK(last.has_message("last_factor"));
    CHECK(last.hidden_fields(remove_path).empty());
    place.add_passkey("Handy");
    CHECK(place.owner.submit(place.owner.get(place.remove_address("Blau")), {}, remove_path)
              .has_message("security_key_removed"));
    CHECK(place.names() == Names{"Handy"});
}

TEST_CASE("another account's passkey is nobody's")
{
    WithPasskeys place;
    auto const neighbour = place.stand.add_account("erika@web.de", owner_password);
    auto theirs = stored_passkey(neighbour, "Erikas", place.stand.clock.now());
    insert(place.stand.database(), theirs);
    for (std::string const path : {rename_path, remove_path}) {
        CAPTURE(path);
        CHECK(place.owner.get(path + "?factor=" + theirs.id).has_message("factor_gone"));
    }
    CHECK_FALSE(has(place.owner.get(list_path), "Erikas"));
}

TEST_CASE("at the limit, and where the server takes no security keys, no more of them are offered")
{
    WithPasskeys place;
    auto const most = place.stand.config().passkeys.devices;
    for (std::int64_t i = 1; i < most; ++i)
        place.add_passkey("Gerät " + std::to_string(i));
    auto const room = place.owner.get(list_path);
    CHECK(has(room, "value=\"passkey\""));
    CHECK(has(room, "value=\"security_key\""));
    place.add_security_key("Blau");
    auto const full = place.owner.get(list_path);
    CHECK_FALSE(has(full, "value=\"passkey\""));
    CHECK_FALSE(has(full, "value=\"security_key\""));

    Stand stand{Engine::sqlite,
                {.configure = [](idp::config::Config& config) { config.passkeys.security_keys = false; }}};
    stand.add_portal();
    stand.add_account(owner_name, owner_password);
    auto browser = stand.browser();
    REQUIRE_FALSE(sign_in(browser, portal_request(), owner_name, owner_password).parameter("code").empty());
    auto const list = browser.get(list_path);
    CHECK(has(list, "value=\"passkey\""));
    CHECK_FALSE(has(list, "Sicherheitsschlüssel"));
}

} // namespace zugang::tests
