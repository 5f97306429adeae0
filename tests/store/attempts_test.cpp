// Guesses counted before they are compared.
#include "store/attempts.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

Bytes const key = hash_of("counter");

AttemptCounter found(Database& database, Bytes const& wanted = key)
{
    return database.read([&](Connection& db) { return attempts::find(db, wanted); });
}

void put(Database& database, Bytes const& wanted, Instant last_at, std::optional<Instant> keep_until)
{
    database.write([&](Connection& tx) {
        auto counter = attempts::hold(tx, wanted, noon);
        counter.recent = {last_at};
        counter.last_at = last_at;
        attempts::save(tx, counter, keep_until);
    });
}

/// One try where fewer than `most` were made.
bool reserve(Connection& tx, std::size_t most)
{
    auto counter = attempts::hold(tx, key, noon);
    if (counter.recent.size() >= most)
        return false;
    counter.recent.push_back(noon);
    counter.last_at = noon;
    attempts::save(tx, counter, noon + hour);
    return true;
}

} // namespace

TEST_CASE("a counter nobody touched is empty, and one that was saved comes back as it was")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        CHECK(found(database) == AttemptCounter{.key = key});
        AttemptCounter const counter{.key = key,
                                     .recent = {noon - hour, noon, noon + one_ms},
                                     .in_a_row = 7,
                                     .pauses = 2,
                                     .closed_until = noon + hour,
                                     .last_at = noon + one_ms};
        database.write([&](Connection& tx) {
            CHECK(attempts::hold(tx, key, noon) == AttemptCounter{.key = key});
            attempts::save(tx, counter, noon + hour);
        });
        CHECK(found(database) == counter);
        CHECK(database.write([](Connection& tx) { return attempts::hold(tx, key, noon); }) == counter);
        CHECK(database.write([](Connection& tx) { return attempts::remove(tx, key); }));
        CHECK_FALSE(database.write([](Connection& tx) { return attempts::remove(tx, key); }));
        CHECK(found(database) == AttemptCounter{.key = key});
    });
}

TEST_CASE("of 100 parallel reservations no more than the limit are made, and each is counted")
{
    on_each_engine([](TemporaryStore& store) {
        constexpr std::size_t limit = 5;
        auto& database = store.database();
        CHECK(count_true_in_parallel(100, [&](int) {
                  return database.write([](Connection& tx) { return reserve(tx, limit); });
              }) == limit);
        CHECK(found(database).recent.size() == limit);
    });
}

TEST_CASE("a counter goes after its time, a closed one never")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        put(database, key, noon, noon + hour);
        put(database, hash_of("closed"), noon, std::nullopt);
        auto const remove = [&](Instant before) {
            return database.write([&](Connection& tx) { return attempts::remove_expired(tx, before); });
        };
        CHECK(remove(noon + hour) == 0);
        CHECK(remove(noon + hour + one_ms) == 1);
        CHECK(remove(noon + 10000 * hour) == 0);
        CHECK(found(database, hash_of("closed")).last_at == noon);
    });
}

TEST_CASE("beyond the bound the longest untouched counters go, never the closed ones")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        put(database, hash_of("closed"), noon - 10 * hour, std::nullopt);
        for (int i = 0; i < 4; ++i)
            put(database, hash_of("counter " + std::to_string(i)), noon + i * hour, noon + 100 * hour);
        auto const trim_to = [&](std::int64_t most) {
            return database.write([&](Connection& tx) { return attempts::remove_beyond(tx, most); });
        };
        CHECK(trim_to(4) == 0);
        CHECK(trim_to(3) == 1);
        CHECK_FALSE(found(database, hash_of("counter 0")).last_at);
        CHECK(found(database, hash_of("counter 1")).last_at);
        CHECK(trim_to(0) == 3);
        CHECK(found(database, hash_of("closed")).last_at);
    });
}

TEST_CASE("a network's names are counted once each, from a moment on")
{
    on_each_engine([](TemporaryStore& store) {
        auto const network = hash_of("network");
        auto const count = [&](Instant since) {
            return store.database().read(
                [&](Connection& db) { return attempt_names::count_since(db, network, since); });
        };
        store.database().write([&](Connection& tx) {
            attempt_names::note(tx, network, hash_of("a"), noon);
            attempt_names::note(tx, network, hash_of("b"), noon);
            attempt_names::note(tx, network, hash_of("a"), noon + hour);
            attempt_names::note(tx, hash_of("other"), hash_of("c"), noon + hour);
            CHECK(attempt_names::has(tx, network, hash_of("a"), noon));
            CHECK_FALSE(attempt_names::has(tx, network, hash_of("b"), noon));
            CHECK_FALSE(attempt_names::has(tx, network, hash_of("c"), noon - hour));
        });
        CHECK(count(noon - one_ms) == 2);
        CHECK(count(noon) == 1);
        CHECK(count(noon + hour) == 0);
        store.database().write([&](Connection& tx) { attempt_names::remove(tx, network, hash_of("a")); });
        CHECK(count(noon - one_ms) == 1);
        auto const removed = [&](Instant before) {
            return store.database().write([&](Connection& tx) { return attempt_names::remove_expired(tx, before); });
        };
        CHECK(removed(noon) == 0);
        CHECK(removed(noon + one_ms) == 1);
        CHECK(removed(noon + hour) == 0);
        CHECK(removed(noon + hour + one_ms) == 1);
    });
}

TEST_CASE("the service's failures are summed over slots and shards, and one can be taken back")
{
    on_each_engine([](TemporaryStore& store) {
        auto const sum = [&](Instant from, Instant to) {
            return store.database().read([&](Connection& db) { return attempt_rates::sum(db, from, to); });
        };
        CHECK(sum(noon, noon + hour) == 0);
        store.database().write([](Connection& tx) {
            for (int i = 0; i < 6; ++i)
                attempt_rates::add(tx, noon, i % 3, 1);
            attempt_rates::add(tx, noon, 0, -1);
            attempt_rates::add(tx, noon + hour, 0, 1);
        });
        CHECK(sum(noon, noon + hour) == 5);
        CHECK(sum(noon, noon + hour + one_ms) == 6);
        CHECK(sum(noon + one_ms, noon + hour) == 0);
        auto const removed = [&](Instant before) {
            return store.database().write([&](Connection& tx) { return attempt_rates::remove_expired(tx, before); });
        };
        CHECK(removed(noon) == 0);
        CHECK(removed(noon + one_ms) == 3);
    });
}

} // namespace zugang::store::test
