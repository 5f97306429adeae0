// Passkeys and security keys: one account's each, a counter that only moves forward, the last factor stays.
#include "store/factor_changes.hpp"
#include "store/factors.hpp"
#include "store/passkeys.hpp"
#include "store/totp_factors.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

using factors::Last;
using factors::Removed;
using passkeys::Inserted;
using passkeys::Used;

Passkey passkey(std::string const& name, std::string account_id = "max")
{
    Passkey row;
    row.id = "psk_" + name;
    row.account_id = std::move(account_id);
    row.flow_id = "flow of " + name;
    row.name = name;
    row.credential_id = hash_of("credential " + name);
    row.public_key = hash_of("key");
    row.transports = "internal hybrid";
    row.aaguid = Bytes(16);
    row.attestation_format = "none";
    row.created_at = noon;
    return row;
}

void add(Connection& db, std::string const& name)
{
    REQUIRE(passkeys::insert(db, passkey(name), {.most = 20}) == Inserted::yes);
}

void add_app(Connection& db, std::string const& name)
{
    TotpFactor app;
    app.id = "fct_" + name;
    app.account_id = "max";
    app.flow_id = "flow of " + name;
    app.secret = hash_of("sealed");
    app.algorithm = "SHA1";
    app.created_at = noon;
    app.expires_at = noon + hour;
    REQUIRE(totp_factors::insert_once(db, app).id == app.id);
    REQUIRE(totp_factors::confirm(db, {app.id, 1, name, 5}, noon) == totp_factors::Confirmed::yes);
}

void on_each_with_max(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        test(store.database());
    });
}

int count_winners(Database& database, std::function<bool(Connection&, int)> const& use)
{
    return count_true_in_parallel(50,
                                  [&](int i) { return database.write([&](Connection& db) { return use(db, i); }); });
}

} // namespace

TEST_CASE("what was stored of a passkey is read back, by its id, its credential and its sign-in")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            auto row = passkey("a");
            row.kind = Passkey::Kind::security_key;
            row.sign_count = 4294967295;
            row.backup_eligible = true;
            row.is_attested = true;
            CHECK(passkeys::insert(db, row, {.most = 1}) == Inserted::yes);
            for (auto const& found : {passkeys::find(db, "psk_a"), passkeys::find_by_credential(db, row.credential_id),
                                      passkeys::find_of_flow(db, "flow of a", "max")}) {
                REQUIRE(found);
                CHECK(found->kind == Passkey::Kind::security_key);
                CHECK(found->credential_id == row.credential_id);
                CHECK(found->public_key == row.public_key);
                CHECK(found->sign_count == 4294967295);
                CHECK(found->backup_eligible);
                CHECK_FALSE(found->backed_up);
                CHECK(found->is_attested);
                CHECK(found->transports == "internal hybrid");
                CHECK(found->counts());
            }
            CHECK_FALSE(passkeys::find_of_flow(db, "flow of a", "erika"));
            CHECK_FALSE(passkeys::find_by_credential(db, Bytes{}));
        });
    });
}

TEST_CASE("a credential is one account's, and an account has so many and no more, also at once")
{
    on_each_with_max([](Database& database) {
        CHECK(count_winners(database, [](Connection& db, int i) {
                  return passkeys::insert(db, passkey(std::to_string(i)), {.most = 7}) == Inserted::yes;
              }) == 7);
        database.write([](Connection& db) {
            CHECK(passkeys::count(db, "max") == 7);
            CHECK(passkeys::insert(db, passkey("more"), {.most = 7}) == Inserted::too_many);
            auto twin = passkey("twin");
            twin.credential_id = passkeys::list(db, "max").front().credential_id;
            CHECK(passkeys::insert(db, twin, {.most = 20}) == Inserted::exists);
        });
    });
}

TEST_CASE("a first factor is first among apps, passkeys and keys alike, also at once")
{
    on_each_with_max([](Database& database) {
        CHECK(count_winners(database, [](Connection& db, int i) {
                  return passkeys::insert(db, passkey(std::to_string(i)), {.most = 20, .is_first = true}) ==
                         Inserted::yes;
              }) == 1);
        database.write([](Connection& db) {
            CHECK(passkeys::insert(db, passkey("second"), {.most = 20, .is_first = true}) == Inserted::not_first);
            TotpFactor app;
            app.id = "fct_a";
            app.account_id = "max";
            app.flow_id = "flow";
            app.secret = hash_of("sealed");
            app.algorithm = "SHA1";
            app.expires_at = noon + hour;
            (void)totp_factors::insert_once(db, app);
            CHECK(totp_factors::confirm(db, {"fct_a", 1, "App", 5, /*is_first=*/true}, noon) ==
                  totp_factors::Confirmed::gone);
            CHECK(totp_factors::confirm(db, {"fct_a", 1, "App", 5}, noon) == totp_factors::Confirmed::yes);
        });
    });
}

TEST_CASE("factors of every kind are found and renamed by their id, removed ones are found alone")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            add_app(db, "app");
            add(db, "phone");
            auto key = passkey("key");
            key.kind = Passkey::Kind::security_key;
            REQUIRE(passkeys::insert(db, key, {.most = 20}) == Inserted::yes);
            for (auto const& [id, kind] :
                 {std::pair{"fct_app", factors::Kind::totp}, std::pair{"psk_phone", factors::Kind::passkey},
                  std::pair{"psk_key", factors::Kind::security_key}}) {
                CAPTURE(id);
                auto const found = factors::find(db, id);
                REQUIRE(found);
                CHECK(found->kind == kind);
                CHECK(found->account_id == "max");
                CHECK(found->name == std::string_view(id).substr(4));
                CHECK(found->counts);
                CHECK_FALSE(factors::rename(db, id, "erika", "Other"));
                CHECK(factors::rename(db, id, "max", "Renamed"));
                CHECK(factors::find(db, id)->name == "Renamed");
                REQUIRE(factors::remove(db, id, "max", Last::may_go, noon) == Removed::yes);
                CHECK_FALSE(factors::find(db, id)->counts);
                CHECK_FALSE(factors::rename(db, id, "max", "Again"));
            }
            CHECK_FALSE(factors::find(db, "psk_none"));
            CHECK_FALSE(factors::find(db, std::string_view{"psk_\0key", 8}));
        });
    });
}

TEST_CASE("an app that is not set up to its end is no factor yet")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            TotpFactor app;
            app.id = "fct_open";
            app.account_id = "max";
            app.flow_id = "flow";
            app.secret = hash_of("sealed");
            app.algorithm = "SHA1";
            app.expires_at = noon + hour;
            (void)totp_factors::insert_once(db, app);
            CHECK_FALSE(factors::find(db, "fct_open"));
            CHECK(factors::remove(db, "fct_open", "max", Last::may_go, noon) == Removed::gone);
        });
    });
}

TEST_CASE("the counter moves only forward or stays zero, and of 50 parallel uses of one count one succeeds")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            add(db, "a");
            CHECK(passkeys::use(db, "psk_a", {0, true}, noon + hour) == Used::yes);
            CHECK(passkeys::use(db, "psk_a", {0, true}, noon + hour) == Used::yes);
            CHECK(passkeys::find(db, "psk_a")->backed_up);
            CHECK(passkeys::find(db, "psk_a")->last_used_at == noon + hour);
        });
        CHECK(count_winners(database, [](Connection& db, int) {
                  return passkeys::use(db, "psk_a", {5, false}, noon) == Used::yes;
              }) == 1);
        database.write([](Connection& db) {
            for (auto const count : {5, 4, 1, 0})
                CHECK(passkeys::use(db, "psk_a", {count, true}, noon) == Used::went_back);
            CHECK_FALSE(passkeys::find(db, "psk_a")->backed_up);
            CHECK(passkeys::find(db, "psk_a")->sign_count == 5);
            CHECK(passkeys::use(db, "psk_a", {6, false}, noon) == Used::yes);
            CHECK(factors::remove(db, "psk_a", "max", Last::may_go, noon) == Removed::yes);
            CHECK(passkeys::use(db, "psk_a", {7, false}, noon) == Used::gone);
            CHECK(passkeys::use(db, "psk_none", {7, false}, noon) == Used::gone);
        });
    });
}

TEST_CASE("of an app and a passkey removed at the same moment one stays")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            add(db, "a");
            add_app(db, "a");
            CHECK(factors::count(db, "max") == 2);
        });
        CHECK(count_winners(database, [](Connection& db, int i) {
                  return factors::remove(db, i % 2 == 0 ? "psk_a" : "fct_a", "max", Last::stays, noon) == Removed::yes;
              }) == 1);
        CHECK(database.read([](Connection& db) { return factors::count(db, "max"); }) == 1);
    });
}

TEST_CASE("a removed passkey comes back once, within 72 hours, and goes for good after")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            add(db, "a");
            CHECK_FALSE(factors::restore(db, "psk_a", noon));
            CHECK(factors::remove(db, "psk_a", "erika", Last::may_go, noon) == Removed::gone);
            CHECK(factors::remove(db, "psk_a", "max", Last::stays, noon) == Removed::is_last);
            CHECK(factors::remove(db, "psk_a", "max", Last::may_go, noon) == Removed::yes);
            CHECK(passkeys::list(db, "max").empty());
            CHECK_FALSE(factors::restore(db, "psk_a", noon + factors::undo_time));
            CHECK(factors::restore(db, "psk_a", noon + factors::undo_time - one_ms));
            CHECK_FALSE(factors::restore(db, "psk_a", noon));
            CHECK(passkeys::count(db, "max") == 1);
            add(db, "copied");
            factors::remove_for_good(db, "psk_copied", noon); // it counts: nothing happens
            CHECK(factors::remove(db, "psk_copied", "max", Last::stays, noon) == Removed::yes);
            factors::remove_for_good(db, "psk_copied", noon);
            CHECK_FALSE(factors::restore(db, "psk_copied", noon));
            CHECK(passkeys::remove_expired(db, noon + one_ms) == 1);
            CHECK(factors::remove(db, "psk_a", "max", Last::may_go, noon) == Removed::yes);
            CHECK(passkeys::remove_expired(db, noon + factors::undo_time) == 0);
            CHECK(passkeys::remove_expired(db, noon + factors::undo_time + one_ms) == 1);
            CHECK_FALSE(passkeys::find(db, "psk_a"));
        });
    });
}

TEST_CASE("that was not me: passkeys added in that time go for good, those removed in it come back")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            add(db, "own");
            auto foreign = passkey("foreign");
            foreign.created_at = noon + hour;
            CHECK(passkeys::insert(db, foreign, {.most = 20}) == Inserted::yes);
            CHECK(factors::remove(db, "psk_own", "max", Last::stays, noon + hour + one_ms) == Removed::yes);
            auto const undone = factor_changes::undo(db, {"max", noon + hour, noon + 2 * hour}, noon + 3 * hour);
            CHECK(undone.removed == 1);
            CHECK(undone.restored == 1);
            auto const left = passkeys::list(db, "max");
            REQUIRE(left.size() == 1);
            CHECK(left[0].id == "psk_own");
            CHECK_FALSE(factors::restore(db, "psk_foreign", noon + 3 * hour));
        });
    });
}

TEST_CASE("a name is changed by its owner alone, and passkeys go with the account")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            add(db, "a");
            CHECK_FALSE(passkeys::rename(db, "psk_a", "erika", "mine"));
            CHECK(passkeys::rename(db, "psk_a", "max", "Telefon"));
            CHECK(passkeys::find(db, "psk_a")->name == "Telefon");
            CHECK(accounts::remove(db, "max"));
            CHECK_FALSE(passkeys::find(db, "psk_a"));
        });
    });
}

TEST_CASE("an account keeps the user handle it got first, also when asked at once")
{
    on_each_with_max([](Database& database) {
        CHECK_FALSE(database.read([](Connection& db) { return user_handles::find(db, "max"); }));
        CHECK(count_winners(database, [](Connection& db, int i) {
                  auto const fresh = hash_of(std::to_string(i));
                  return user_handles::find_or_insert(db, "max", fresh) == fresh;
              }) == 1);
        CHECK(database.read([](Connection& db) { return user_handles::find(db, "max"); }));
    });
}

TEST_CASE("a challenge is answered once, also at once, and forgotten after its end")
{
    on_each_with_max([](Database& database) {
        auto const token = hash_of("token");
        CHECK(count_winners(database,
                            [&](Connection& db, int) { return passkey_challenges::use(db, token, noon + hour); }) == 1);
        database.write([&](Connection& db) {
            CHECK(passkey_challenges::use(db, hash_of("other"), noon + hour));
            CHECK(passkey_challenges::remove_expired(db, noon + hour) == 0);
            CHECK(passkey_challenges::remove_expired(db, noon + hour + one_ms) == 2);
        });
    });
}

} // namespace zugang::store::test
