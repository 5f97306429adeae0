#include "keys/password_hash.hpp"
#include "store/accounts.hpp"
#include "store/clients.hpp"
#include "store/factors.hpp"
#include "store/grants.hpp"
#include "store/known_devices.hpp"
#include "store/persons.hpp"
#include "store/sessions.hpp"
#include "store/totp_factors.hpp"
#include "tests/cli/support.hpp"
#include "tests/support/stored_passkey.hpp"
#include <algorithm>

using zugang::Instant;
using zugang::Secret;
using zugang::idp::cli::testing::on_each_store;
using zugang::idp::cli::testing::Rig;
namespace store = zugang::store;

namespace {

constexpr auto right_password = "a long enough password";

store::Account load(Rig& rig, std::string const& who)
{
    auto const found = rig.database().read([&](store::Connection& db) { return store::accounts::find_who(db, who); });
    REQUIRE(found.size() == 1);
    return found.front();
}

bool opens_with(Rig& rig, store::Account const& account, std::string const& password)
{
    auto const hash = rig.sealer().open(account.password_hash.value(), {"accounts", "password_hash", account.id});
    REQUIRE(hash);
    return zugang::keys::PasswordHasher{{8, 1}}.verify(Secret{password}, hash->reveal());
}

/// A session of the account, and a grant in it.
void add_session(Rig& rig, std::string const& account_id)
{
    auto const now = zugang::SystemClock{}.now();
    auto const later = now + std::chrono::hours{1};
    rig.database().write([&](store::Connection& db) {
        std::ignore = store::clients::insert(db, {"portal", "{}", std::nullopt, now, now});
        store::sessions::insert(
            db, {"sid-1", zugang::Bytes(32, 7), account_id, "[]", now, "Browser/1", now, now, later, later, {}});
        store::grants::insert(db, {"grant-1", "portal", account_id, "sid-1", "openid", "[]", now, {}, now, later, {}});
    });
}

/// An authenticator app, and a browser the account signed in with.
void add_removed_passkey(Rig& rig, std::string const& account_id)
{
    auto const now = zugang::SystemClock{}.now();
    auto const id = zugang::tests::insert(rig.database(), zugang::tests::stored_passkey(account_id, "Handy", now));
    rig.database().write([&](store::Connection& db) {
        CHECK(store::factors::remove(db, id, account_id, store::factors::Last::may_go, now) ==
              store::factors::Removed::yes);
    });
}

void add_factor_and_device(Rig& rig, std::string const& account_id)
{
    auto const now = zugang::SystemClock{}.now();
    store::TotpFactor factor;
    factor.id = "fct_1";
    factor.account_id = account_id;
    factor.flow_id = "zgf_1";
    factor.secret = zugang::Bytes(21, 0x5a);
    factor.algorithm = "SHA1";
    factor.created_at = now;
    factor.expires_at = now + std::chrono::hours{1};
    store::KnownDevice device;
    device.id = "dev_1";
    device.account_id = account_id;
    device.token_hash = zugang::Bytes(32, 0x5b);
    device.user_agent = "Browser/2";
    device.created_at = now;
    device.expires_at = now + std::chrono::hours{1};
    rig.database().write([&](store::Connection& db) {
        std::ignore = store::totp_factors::insert_once(db, factor);
        std::ignore = store::totp_factors::confirm(db, {.id = factor.id, .step = 1, .name = "Telefon", .most = 5}, now);
        store::known_devices::put(db, device);
    });
}

bool has_live_session(Rig& rig)
{
    auto const now = zugang::SystemClock{}.now();
    return rig.database().read([&](store::Connection& db) {
        return store::sessions::find_live_by_id(db, "sid-1", now) || store::grants::find_live(db, "grant-1", now);
    });
}

} // namespace

TEST_CASE("an account is added with what its options say")
{
    on_each_store([](Rig& rig) {
        auto const added = rig.run_json({"account", "add", "--email", "Max@Example.com", "--username", "mustermann75",
                                         "--customer-number", "001K00001", "--name", "Max Mustermann",
                                         "--password-stdin", "--verified"},
                                        std::string(right_password) + "\n");
        auto const account = load(rig, "mustermann75");
        CHECK(added.string("sub") == account.id);
        CHECK(account.id.size() == 22);
        CHECK(account.email == "Max@Example.com");
        CHECK(account.email_verified_at);
        CHECK(account.customer_number == "001K00001");
        CHECK(opens_with(rig, account, right_password));
        CHECK(!opens_with(rig, account, std::string(right_password) + "\n"));
        auto const shown = rig.run_json({"account", "show", "max@example.com"});
        CHECK(shown.string("name") == "Max Mustermann");
        CHECK(shown.boolean("email_verified") == true);
        CHECK(shown.boolean("has_password") == true);
    });
}

TEST_CASE("an account without options has neither password nor confirmed address")
{
    Rig rig;
    rig.run_well({"migrate"});
    rig.run_well({"account", "add", "--email", "max@example.com"});
    auto const account = load(rig, "max@example.com");
    CHECK(!account.password_hash);
    CHECK(!account.email_verified_at);
    CHECK(!account.username);
    CHECK(rig.run_json({"account", "show", "max@example.com"}).boolean("has_password") == false);
}

TEST_CASE("a password is one line, however the line ends")
{
    Rig rig;
    rig.run_well({"migrate"});
    std::string const password(right_password);
    int number = 0;
    for (auto const& input : {password, password + "\n", password + "\r\n", password + "\nmore\n"}) {
        auto const email = std::to_string(++number) + "@example.com";
        rig.run_well({"account", "add", "--email", email, "--password-stdin"}, input);
        CHECK(opens_with(rig, load(rig, email), password));
    }
    rig.run_well({"account", "add", "--email", "blank@example.com", "--password-stdin"}, "  " + password + " \n");
    CHECK(opens_with(rig, load(rig, "blank@example.com"), "  " + password + " "));
}

TEST_CASE("a password has at least the configured length and at most 256 characters, as people count")
{
    Rig rig;
    rig.run_well({"migrate"});
    auto const add = [&](std::string const& email, std::string const& password) {
        return rig.run({"account", "add", "--email", email, "--password-stdin"}, password + "\n").status;
    };
    CHECK(add("1@example.com", "12345678901") == 1);
    CHECK(add("2@example.com", "123456789012") == 0);
    CHECK(add("3@example.com", "ääääääääääää") == 0);
    CHECK(add("4@example.com", "äääääääääää") == 1);
    CHECK(add("5@example.com", std::string(256, 'x')) == 0);
    CHECK(add("6@example.com", std::string(257, 'x')) == 1);
    CHECK(add("7@example.com", "valid until \xff here") == 1);
    CHECK(add("8@example.com", "") == 1);
    CHECK(rig.run({"account", "add", "--email", "9@example.com", "--password-stdin"}, "").status == 1);
    CHECK(rig.run_json({"account", "list"}).items().size() == 3);
}

TEST_CASE("a refused password is not repeated")
{
    Rig rig;
    rig.run_well({"migrate"});
    auto const line = rig.run_refused({"account", "add", "--email", "max@example.com", "--password-stdin"}, "s3cret\n");
    CHECK(line == "zugang: the password must have at least 12 characters\n");
}

TEST_CASE("an address, username or customer number belongs to one account")
{
    on_each_store([](Rig& rig) {
        rig.run_well({"account", "add", "--email", "max@example.com", "--username", "max", "--customer-number", "1"});
        std::vector<std::vector<std::string>> const taken{
            {"--email", "max@example.com"},
            {"--email", "MAX@Example.com"},
            {"--email", "other@example.com", "--username", "Max"},
            {"--email", "other@example.com", "--username", "max@example.com"},
            {"--email", "other@example.com", "--customer-number", "1"},
        };
        for (auto const& options : taken) {
            std::vector<std::string> arguments{"account", "add"};
            arguments.insert(arguments.end(), options.begin(), options.end());
            CHECK(rig.run_refused(arguments).find("belongs to an account already") != std::string::npos);
        }
        CHECK(rig.run_json({"account", "list"}).items().size() == 1);
        rig.run_well(
            {"account", "add", "--email", "other@example.com", "--username", "erika", "--customer-number", "2"});
        rig.run_refused(
            {"account", "add", "--email", "third@example.com", "--customer-number", "3", "--username", "erika"});
        CHECK(!rig.database().read([](store::Connection& db) { return store::persons::find(db, "3"); }));
    });
}

TEST_CASE("the address of one account that is the username of another is refused")
{
    on_each_store([](Rig& rig) {
        rig.run_well({"account", "add", "--email", "max@example.com", "--username", "erika@example.com"});
        rig.run_refused({"account", "add", "--email", "Erika@example.com"});
    });
}

TEST_CASE("a customer number that has a record keeps it")
{
    Rig rig;
    rig.run_well({"migrate"});
    rig.database().write([](store::Connection& db) {
        store::Person person{};
        person.customer_number = "1";
        person.name = "Erika Mustermann";
        CHECK(store::persons::insert(db, person));
    });
    rig.run_refused(
        {"account", "add", "--email", "a@example.com", "--customer-number", "1", "--name", "Max Mustermann"});
    rig.run_well({"account", "add", "--email", "a@example.com", "--customer-number", "1"});
    CHECK(rig.run_json({"account", "show", "1"}).string("name") == "Erika Mustermann");
}

TEST_CASE("what is no address, username or number is refused")
{
    Rig rig;
    rig.run_well({"migrate"});
    for (auto const* const email :
         {"", "max", "@example.com", "max@", "a b@example.com", "a@b@c", "Max <max@example.com>", "a@b\n"})
        CHECK(rig.run({"account", "add", "--email", email}).status == 1);
    // 254 bytes, the longest there is: 64 before the sign, 189 behind it.
    auto const longest =
        std::string(64, 'a') + "@" + std::string(63, 'b') + "." + std::string(63, 'c') + "." + std::string(61, 'd');
    CHECK(rig.run({"account", "add", "--email", longest + "d"}).status == 1);
    CHECK(rig.run({"account", "add", "--email", longest}).status == 0);
    for (auto const* const username : {"", " max", "max ", "a\tb"})
        CHECK(rig.run({"account", "add", "--email", "a@example.com", "--username", username}).status == 1);
    for (auto const* const number : {"", "1 2", "ä"})
        CHECK(rig.run({"account", "add", "--email", "a@example.com", "--customer-number", number}).status == 1);
}

TEST_CASE("an account is found by username, address, customer number and sub")
{
    on_each_store([](Rig& rig) {
        auto const sub = rig.run_json({"account", "add", "--email", "max@example.com", "--username", "max",
                                       "--customer-number", "1"})
                             .string("sub")
                             .value();
        for (auto const& who : {std::string{"max"}, std::string{"MAX@example.com"}, std::string{"1"}, sub})
            CHECK(rig.run_json({"account", "show", who}).string("sub") == sub);
        CHECK(rig.run_refused({"account", "show", "erika"}) == "zugang: no account is called \"erika\"\n");
    });
}

TEST_CASE("a name that fits two accounts is refused")
{
    on_each_store([](Rig& rig) {
        rig.run_well({"account", "add", "--email", "max@example.com", "--username", "4711"});
        rig.run_well({"account", "add", "--email", "erika@example.com", "--customer-number", "4711"});
        for (auto const* const command : {"show", "disable", "enable", "unlock", "export"})
            CHECK(rig.run_refused({"account", command, "4711"}).find("\"4711\" fits 2 accounts") != std::string::npos);
        rig.run_refused({"account", "delete", "4711", "--yes"});
        for (auto const& account : rig.run_json({"account", "list"}).items())
            CHECK(account.boolean("disabled") == false);
    });
}

TEST_CASE("disabling ends sessions and grants at once")
{
    on_each_store([](Rig& rig) {
        rig.run_well({"account", "add", "--email", "max@example.com", "--verified"});
        auto const id = load(rig, "max@example.com").id;
        add_session(rig, id);
        CHECK(has_live_session(rig));
        auto const answer = rig.run_json({"account", "disable", "max@example.com"});
        CHECK(answer.integer("sessions_ended") == 1);
        CHECK(answer.integer("grants_revoked") == 1);
        CHECK(load(rig, id).disabled_at);
        rig.run_well({"account", "enable", "max@example.com"});
        CHECK(!load(rig, id).disabled_at);
        CHECK(!has_live_session(rig));
    });
}

TEST_CASE("deleting asks a terminal, and needs --yes where there is none")
{
    on_each_store([](Rig& rig) {
        rig.run_well({"account", "add", "--email", "max@example.com"});
        auto const id = load(rig, "max@example.com").id;
        add_session(rig, id);
        CHECK(rig.run_refused({"account", "delete", "max@example.com"}).find("--yes") != std::string::npos);
        CHECK(rig.run({"account", "delete", "max@example.com"}, "n\n", true).status == 1);
        CHECK(rig.run({"account", "delete", "max@example.com"}, "", true).status == 1);
        CHECK(load(rig, id).id == id);
        CHECK(rig.run({"account", "delete", "max@example.com"}, "y\n", true).status == 0);
        rig.run_refused({"account", "show", id});
        CHECK(!has_live_session(rig));
        rig.run_well({"account", "add", "--email", "max@example.com"});
        rig.run_well({"account", "delete", "max@example.com", "--yes"});
    });
}

TEST_CASE("an export holds everything about an account but its secrets")
{
    on_each_store([](Rig& rig) {
        rig.run_well({"account", "add", "--email", "max@example.com", "--customer-number", "1", "--name",
                      "Max Mustermann", "--password-stdin"},
                     std::string(right_password) + "\n");
        auto const account = load(rig, "1");
        add_session(rig, account.id);
        add_factor_and_device(rig, account.id);
        add_removed_passkey(rig, account.id);
        auto const text = rig.run_well({"account", "export", "1"});
        auto const json = zugang::Json::parse(text);
        REQUIRE(json);
        CHECK(json->find("account").value().string("sub") == account.id);
        CHECK(json->find("person").value().string("name") == "Max Mustermann");
        REQUIRE(json->find("sessions").value().items().size() == 1);
        CHECK(json->find("sessions").value().items()[0].string("user_agent") == "Browser/1");
        REQUIRE(json->find("grants").value().items().size() == 1);
        CHECK(json->find("grants").value().items()[0].string("client_id") == "portal");
        CHECK(json->find("consents").value().items().empty());
        REQUIRE(json->find("factors").value().items().size() == 1);
        CHECK(json->find("factors").value().items()[0].string("name") == "Telefon");
        REQUIRE(json->find("passkeys").value().items().size() == 1);
        auto const passkey = json->find("passkeys").value().items()[0];
        CHECK(passkey.string("name") == "Handy");
        CHECK(passkey.string("type") == "passkey");
        CHECK(passkey.boolean("backed_up") == false);
        CHECK(passkey.has("removed_at"));
        CHECK_FALSE(passkey.has("credential_id"));
        CHECK_FALSE(passkey.has("public_key"));
        REQUIRE(json->find("devices").value().items().size() == 1);
        CHECK(json->find("devices").value().items()[0].string("user_agent") == "Browser/2");
        CHECK(text.find("Wlpa") == std::string::npos); // the key, base64
        CHECK(text.find("argon2") == std::string::npos);
        CHECK(text.find("hash") == std::string::npos);
    });
}

TEST_CASE("lists and accounts for people show no hash")
{
    Rig rig;
    rig.run_well({"migrate"});
    CHECK(rig.run_well({"account", "list"}).starts_with("SUB"));
    rig.run_well({"account", "add", "--email", "max@example.com", "--password-stdin"},
                 std::string(right_password) + "\n");
    for (auto const& out : {rig.run_well({"account", "list"}), rig.run_well({"account", "show", "max@example.com"})}) {
        CHECK(out.find("max@example.com") != std::string::npos);
        CHECK(out.find("argon2") == std::string::npos);
        CHECK(out.find("unconfirmed") != std::string::npos);
    }
}

TEST_CASE("a long list has every account once")
{
    Rig rig;
    rig.run_well({"migrate"});
    constexpr int count = 1001; // two pages and one
    rig.database().write([](store::Connection& db) {
        for (int i = 0; i < count; ++i) {
            store::Account account{};
            account.id = "id-" + std::to_string(i);
            account.email = std::to_string(i) + "@example.com";
            account.language = "de";
            account.created_at = Instant{std::chrono::milliseconds{i / 7}};
            CHECK(store::accounts::insert(db, account));
        }
    });
    std::vector<std::string> subs;
    for (auto const& account : rig.run_json({"account", "list"}).items())
        subs.push_back(account.string("sub").value());
    CHECK(subs.size() == count);
    std::ranges::sort(subs);
    CHECK(std::ranges::adjacent_find(subs) == subs.end());
}
