#include "tests/store/support.hpp"
#include <algorithm>

namespace zugang::store::test {
namespace {

/// Account "max" with session "a": idle at +1 h, expires at +2 h.
void on_each_with_session(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) { sessions::insert(db, session("a", "max")); });
        test(store.database());
    });
}

std::optional<Session> live(Database& database, Instant now)
{
    auto found = database.read([&](Connection& db) { return sessions::find_live_by_id(db, "a", now); });
    auto const by_token =
        database.read([&](Connection& db) { return sessions::find_live(db, hash_of("token of a"), now); });
    CHECK(found.has_value() == by_token.has_value());
    return found;
}

void touch(Database& database, Instant now, Instant idle_at)
{
    database.write([&](Connection& db) { sessions::touch(db, "a", now, idle_at); });
}

bool end(Database& database, Instant now)
{
    return database.write([&](Connection& db) { return sessions::end(db, "a", now); }) == "max";
}

bool renew(Database& database, Session const& row)
{
    return database.write([&](Connection& db) { return sessions::renew(db, row); });
}

} // namespace

TEST_CASE("a session comes back as it was inserted")
{
    on_each_with_session([](Database& database) {
        auto const found = live(database, noon);
        REQUIRE(found);
        auto const row = session("a", "max");
        CHECK(found->token_hash == row.token_hash);
        CHECK(found->account_id == row.account_id);
        CHECK(found->evidence == row.evidence);
        CHECK(found->auth_time == row.auth_time);
        CHECK(found->user_agent == row.user_agent);
        CHECK(found->created_at == row.created_at);
        CHECK(found->last_seen_at == row.last_seen_at);
        CHECK(found->idle_at == row.idle_at);
        CHECK(found->expires_at == row.expires_at);
        CHECK_FALSE(found->ended_at);
    });
}

TEST_CASE("a session that nothing happens in ends at its idle end, not before")
{
    on_each_with_session([](Database& database) {
        CHECK(live(database, noon + hour - one_ms));
        CHECK_FALSE(live(database, noon + hour));
    });
}

TEST_CASE("a session in use ends at its absolute end, not before")
{
    on_each_with_session([](Database& database) {
        touch(database, noon + one_ms, noon + 10 * hour);
        CHECK(live(database, noon + 2 * hour - one_ms));
        CHECK_FALSE(live(database, noon + 2 * hour));
    });
}

TEST_CASE("a session that ended or idled out is not woken by a late request")
{
    on_each_with_session([](Database& database) {
        touch(database, noon + hour, noon + 10 * hour);
        CHECK_FALSE(live(database, noon + hour));
        CHECK(end(database, noon));
        touch(database, noon + one_ms, noon + 10 * hour);
        CHECK_FALSE(live(database, noon + one_ms));
    });
}

TEST_CASE("an older request does not take back what a later one has seen")
{
    on_each_with_session([](Database& database) {
        touch(database, noon + 2 * one_ms, noon + 90 * one_ms);
        touch(database, noon + one_ms, noon + 80 * one_ms);
        CHECK(live(database, noon)->idle_at == noon + 90 * one_ms);
        CHECK(live(database, noon)->last_seen_at == noon + 2 * one_ms);
    });
}

TEST_CASE("a session ends once")
{
    on_each_with_session([](Database& database) {
        CHECK(end(database, noon));
        CHECK_FALSE(end(database, noon));
        CHECK_FALSE(live(database, noon));
        CHECK_FALSE(database.write([](Connection& db) { return sessions::end(db, "b", noon); }));
    });
}

TEST_CASE("no session of a disabled account is live, and after enabling it is again")
{
    on_each_with_session([](Database& database) {
        database.write([](Connection& db) { REQUIRE(accounts::set_disabled(db, "max", noon, noon)); });
        CHECK_FALSE(live(database, noon));
        database.write([](Connection& db) { REQUIRE(accounts::set_disabled(db, "max", std::nullopt, noon)); });
        CHECK(live(database, noon));
    });
}

TEST_CASE("a renewed session answers to its new token only")
{
    on_each_with_session([](Database& database) {
        auto row = session("a", "max");
        row.token_hash = hash_of("new token");
        row.evidence = "[1]";
        row.auth_time = noon + one_ms;
        row.last_seen_at = noon + one_ms;
        row.idle_at = noon + 3 * hour;
        row.expires_at = noon + 4 * hour;
        CHECK(renew(database, row));
        database.read([](Connection& db) {
            CHECK_FALSE(sessions::find_live(db, hash_of("token of a"), noon));
            auto const found = sessions::find_live(db, hash_of("new token"), noon + 2 * hour);
            REQUIRE(found);
            CHECK(found->id == "a");
            CHECK(found->evidence == "[1]");
            CHECK(found->auth_time == noon + one_ms);
            CHECK(found->created_at == noon);
            CHECK(found->expires_at == noon + 4 * hour);
        });
    });
}

TEST_CASE("a session is not renewed for another account, after its end or when it had idled out")
{
    on_each_with_session([](Database& database) {
        database.write([](Connection& db) { REQUIRE(accounts::insert(db, account("erika", "erika@example.org"))); });
        CHECK_FALSE(renew(database, session("a", "erika")));
        CHECK_FALSE(renew(database, session("b", "max")));
        auto late = session("a", "max");
        late.last_seen_at = noon + hour;
        late.idle_at = noon + 3 * hour;
        CHECK_FALSE(renew(database, late));
        late.last_seen_at = noon + hour - one_ms;
        CHECK(renew(database, late));
        REQUIRE(end(database, noon));
        CHECK_FALSE(renew(database, session("a", "max")));
    });
}

TEST_CASE("the sessions of an account in use are listed oldest first, without those that ended or ran out")
{
    on_each_with_session([](Database& database) {
        database.write([](Connection& db) {
            REQUIRE(accounts::insert(db, account("erika", "erika@example.org")));
            auto older = session("b", "max");
            older.created_at = noon - hour;
            sessions::insert(db, older);
            sessions::insert(db, session("c", "erika"));
            sessions::insert(db, session("d", "max"));
            REQUIRE(sessions::end(db, "d", noon) == "max");
            auto const live = sessions::list_live(db, "max", noon);
            REQUIRE(live.size() == 2);
            CHECK(live[0].id == "b");
            CHECK(live[1].id == "a");
            CHECK(sessions::list_live(db, "max", noon + 3 * hour).empty());
        });
    });
}

TEST_CASE("all sessions of an account end at once, and nobody else's")
{
    on_each_with_session([](Database& database) {
        database.write([](Connection& db) {
            REQUIRE(accounts::insert(db, account("erika", "erika@example.org")));
            sessions::insert(db, session("b", "max"));
            sessions::insert(db, session("c", "erika"));
            auto ended = sessions::end_of_account(db, "max", noon);
            std::ranges::sort(ended);
            CHECK(ended == std::vector<std::string>{"a", "b"});
            CHECK(sessions::end_of_account(db, "max", noon).empty());
            CHECK(sessions::find_live_by_id(db, "c", noon));
        });
    });
}

TEST_CASE("sessions whose end lies before the moment given are removed, whichever end it was")
{
    on_each_with_session([](Database& database) {
        database.write([](Connection& db) {
            CHECK(sessions::remove_expired(db, noon + hour) == 0);
            CHECK(sessions::remove_expired(db, noon + hour + one_ms) == 1); // idle
            auto ended = session("b", "max");
            ended.ended_at = noon;
            sessions::insert(db, ended);
            CHECK(sessions::remove_expired(db, noon) == 0);
            CHECK(sessions::remove_expired(db, noon + one_ms) == 1);
            auto in_use = session("c", "max");
            in_use.idle_at = noon + 10 * hour;
            sessions::insert(db, in_use);
            CHECK(sessions::remove_expired(db, noon + 2 * hour) == 0);
            CHECK(sessions::remove_expired(db, noon + 2 * hour + one_ms) == 1);
        });
    });
}

} // namespace zugang::store::test
