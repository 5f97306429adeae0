// What a proof rests on, held while something is made of it: the account as it was proved, the session as it lives.
#include "store/grants.hpp"
#include "store/sessions.hpp"
#include "tests/store/support.hpp"
#include <thread>

namespace zugang::store::test {
namespace {

bool holds(Database& database, Instant since)
{
    return database.write([&](Connection& db) { return accounts::hold(db, "max", since); });
}

} // namespace

TEST_CASE("an account is held as it was proved: not after another password, not disabled, not gone")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        CHECK_FALSE(holds(database, noon));
        REQUIRE(database.write([](Connection& db) { return accounts::insert(db, account("max", "a@example.org")); }));
        CHECK(holds(database, noon));
        REQUIRE(database.write([](Connection& db) { return accounts::set_password(db, "max", {1}, noon); }));
        CHECK(holds(database, noon));
        CHECK_FALSE(holds(database, noon - one_ms));
        REQUIRE(database.write([](Connection& db) { return accounts::set_disabled(db, "max", noon, noon); }));
        CHECK_FALSE(holds(database, noon + one_ms));
    });
}

TEST_CASE("a rehash replaces the hash it was made from, and no other, and is no change of password")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            REQUIRE(accounts::insert(db, account("max", "a@example.org")));
            REQUIRE(accounts::set_password(db, "max", {1}, noon));
            CHECK_FALSE(accounts::replace_hash(db, "max", {9}, {2}));
            CHECK(accounts::replace_hash(db, "max", {1}, {2}));
            auto const kept = accounts::find(db, "max");
            CHECK(kept->password_hash == Bytes{2});
            CHECK(kept->password_changed_at == noon);
        });
    });
}

TEST_CASE("no grant survives the end of the session it was made in, however the two meet")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        database.write([](Connection& db) {
            REQUIRE(accounts::insert(db, account("max", "a@example.org")));
            REQUIRE(clients::insert(db, client("portal")));
        });
        for (int round = 0; round < 20; ++round) {
            database.write([](Connection& db) { sessions::remove_expired(db, noon + 3 * hour); });
            database.write([](Connection& db) { sessions::insert(db, session("sid_1", "max")); });
            auto const id = "grant" + std::to_string(round);
            std::jthread const maker{[&] {
                database.write([&](Connection& db) {
                    sessions::hold(db, "sid_1");
                    if (sessions::find_live_by_id(db, "sid_1", noon))
                        grants::insert(db, grant(id));
                });
            }};
            database.write([](Connection& db) {
                static_cast<void>(sessions::end_of_account(db, "max", noon));
                grants::revoke_of_account(db, "max", noon);
            });
        }
        for (int round = 0; round < 20; ++round) {
            auto const id = "grant" + std::to_string(round);
            CHECK_FALSE(database.read([&](Connection& db) { return grants::find_live(db, id, noon); }));
        }
    });
}

} // namespace zugang::store::test
