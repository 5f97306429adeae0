// What a proof rests on, held while something is made of it: the account as it was proved, the session as it lives.
#include "store/grants.hpp"
#include "store/sessions.hpp"
#include "tests/store/support.hpp"
#include <thread>

namespace zugang::store::test {
namespace {

bool holds(Database& database, Instant since)
{
    return database.write([&](Connection& db) { return accounts::hold(db, "id", since); });
}

Session live_session()
{
    Session row;
    row.id = "sid";
    row.token_hash = Bytes{1};
    row.account_id = "id";
    row.evidence = "[]";
    row.auth_time = noon;
    row.created_at = noon;
    row.last_seen_at = noon;
    row.idle_at = noon + hour;
    row.expires_at = noon + hour;
    return row;
}

Grant grant_of(std::string id)
{
    Grant row;
    row.id = std::move(id);
    row.client_id = "portal";
    row.account_id = "id";
    row.session_id = "sid";
    row.scope = "openid offline_access";
    row.evidence = "[]";
    row.auth_time = noon;
    row.created_at = noon;
    row.expires_at = noon + hour;
    return row;
}

} // namespace

TEST_CASE("an account is held as it was proved: not after another password, not disabled, not gone")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        CHECK_FALSE(holds(database, noon));
        REQUIRE(database.write([](Connection& db) { return accounts::insert(db, account("id", "a@example.org")); }));
        CHECK(holds(database, noon));
        REQUIRE(database.write([](Connection& db) { return accounts::set_password(db, "id", {1}, noon); }));
        CHECK(holds(database, noon));
        CHECK_FALSE(holds(database, noon - one_ms));
        REQUIRE(database.write([](Connection& db) { return accounts::set_disabled(db, "id", noon, noon); }));
        CHECK_FALSE(holds(database, noon + one_ms));
    });
}

TEST_CASE("a rehash replaces the hash it was made from, and no other, and is no change of password")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            REQUIRE(accounts::insert(db, account("id", "a@example.org")));
            REQUIRE(accounts::set_password(db, "id", {1}, noon));
            CHECK_FALSE(accounts::replace_hash(db, "id", {9}, {2}));
            CHECK(accounts::replace_hash(db, "id", {1}, {2}));
            auto const kept = accounts::find(db, "id");
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
            REQUIRE(accounts::insert(db, account("id", "a@example.org")));
            REQUIRE(clients::insert(db, client("portal")));
        });
        for (int round = 0; round < 20; ++round) {
            database.write([](Connection& db) { sessions::remove_expired(db, noon + 2 * hour); });
            database.write([](Connection& db) { sessions::insert(db, live_session()); });
            auto const id = "grant" + std::to_string(round);
            std::jthread const maker{[&] {
                database.write([&](Connection& db) {
                    sessions::hold(db, "sid");
                    if (sessions::find_live_by_id(db, "sid", noon))
                        grants::insert(db, grant_of(id));
                });
            }};
            database.write([](Connection& db) {
                sessions::end_of_account(db, "id", noon);
                grants::revoke_of_account(db, "id", noon);
            });
        }
        for (int round = 0; round < 20; ++round) {
            auto const id = "grant" + std::to_string(round);
            CHECK_FALSE(database.read([&](Connection& db) { return grants::find_live(db, id, noon); }));
        }
    });
}

} // namespace zugang::store::test
