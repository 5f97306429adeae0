#include "store/outbox.hpp"
#include "tests/store/support.hpp"
#include <mutex>
#include <set>

namespace zugang::store::test {
namespace {

constexpr Duration lease = std::chrono::minutes{1};

OutboxItem item(std::string id, Instant next_at = noon)
{
    return {std::move(id), "mail", hash_of("recipient"), hash_of("payload"), noon, next_at};
}

/// A store with the items "a" and "b", due at noon.
void on_each_with_two(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            outbox::insert(db, item("b"));
            outbox::insert(db, item("a"));
        });
        test(store.database());
    });
}

std::vector<OutboxItem> claim(Database& database, Instant now, std::int64_t limit = 10)
{
    return database.write([&](Connection& db) { return outbox::claim_due(db, {"mail", lease, limit}, now); });
}

std::optional<Instant> next_due(Database& database)
{
    return database.read([](Connection& db) { return outbox::next_due(db, "mail"); });
}

/// What is stored of the item's payload.
Bytes payload_of(Database& database, std::string const& id)
{
    return database.read([&](Connection& db) {
        return db.query_one("SELECT payload FROM outbox WHERE id = :id", {{"id", id}}).value().blob("payload");
    });
}

} // namespace

TEST_CASE("what is due is claimed in order, once, up to the limit")
{
    on_each_with_two([](Database& database) {
        CHECK(claim(database, noon - one_ms).empty());
        auto const first = claim(database, noon, 1);
        REQUIRE(first.size() == 1);
        CHECK(first[0].id == "a");
        CHECK(first[0].kind == "mail");
        CHECK(first[0].recipient_key == hash_of("recipient"));
        CHECK(first[0].payload == hash_of("payload"));
        CHECK(first[0].created_at == noon);
        CHECK(first[0].next_at == noon);
        CHECK(first[0].attempts == 0);
        REQUIRE(claim(database, noon, 10).size() == 1);
        CHECK(claim(database, noon, 10).empty());
    });
}

TEST_CASE("a claim nobody finished is free again when its lease ends, and counts as an attempt")
{
    on_each_with_two([](Database& database) {
        REQUIRE(claim(database, noon).size() == 2);
        CHECK(next_due(database) == noon + lease);
        CHECK(claim(database, noon + lease - one_ms).empty());
        auto const again = claim(database, noon + lease);
        REQUIRE(again.size() == 2);
        CHECK(again[0].attempts == 1);
    });
}

TEST_CASE("what was sent is not due again, its payload is wiped and it counts for the limits")
{
    on_each_with_two([](Database& database) {
        REQUIRE(claim(database, noon).size() == 2);
        database.write([](Connection& db) {
            outbox::mark_sent(db, "a", noon);
            outbox::mark_sent(db, "b", noon);
        });
        CHECK(claim(database, noon + lease).empty());
        CHECK_FALSE(next_due(database));
        CHECK(payload_of(database, "a").empty());
        auto const count = [&](std::string_view recipient, Instant since) {
            return database.read([&](Connection& db) { return outbox::count_since(db, hash_of(recipient), since); });
        };
        CHECK(count("recipient", noon) == 2);
        CHECK(count("recipient", noon + one_ms) == 0);
        CHECK(count("other", noon) == 0);
    });
}

TEST_CASE("what failed is due again at its time, with its attempts counted")
{
    on_each_with_two([](Database& database) {
        REQUIRE(claim(database, noon, 1).size() == 1);
        database.write([](Connection& db) { outbox::mark_failed(db, "a", "no answer", noon + hour, noon); });
        CHECK(next_due(database) == noon); // "b"
        REQUIRE(claim(database, noon + hour - one_ms).size() == 1);
        auto const again = claim(database, noon + hour);
        REQUIRE(again.size() == 1); // "b" is still claimed
        CHECK(again[0].id == "a");
        CHECK(again[0].attempts == 1);
        CHECK(payload_of(database, "a") == hash_of("payload"));
    });
}

TEST_CASE("what failed for good is not due again, and its payload is wiped")
{
    on_each_with_two([](Database& database) {
        REQUIRE(claim(database, noon, 1).size() == 1);
        database.write([](Connection& db) { outbox::mark_failed(db, "a", "refused", std::nullopt, noon); });
        CHECK(payload_of(database, "a").empty());
        auto const rest = claim(database, noon + 10 * hour);
        REQUIRE(rest.size() == 1);
        CHECK(rest[0].id == "b");
    });
}

TEST_CASE("a sender whose lease ended cannot undo that another one delivered")
{
    on_each_with_two([](Database& database) {
        REQUIRE(claim(database, noon, 1).size() == 1);
        database.write([](Connection& db) {
            outbox::mark_sent(db, "a", noon);
            outbox::mark_failed(db, "a", "too late", noon, noon);
            outbox::mark_failed(db, "a", "too late", std::nullopt, noon);
        });
        auto const rest = claim(database, noon);
        REQUIRE(rest.size() == 1);
        CHECK(rest[0].id == "b");
    });
}

TEST_CASE("only what is done is removed, once that lies before the moment given")
{
    on_each_with_two([](Database& database) {
        database.write([](Connection& db) {
            CHECK(outbox::remove_done(db, noon + 100 * hour) == 0);
            outbox::mark_sent(db, "a", noon);
            outbox::mark_failed(db, "b", "refused", std::nullopt, noon + hour);
            CHECK(outbox::remove_done(db, noon) == 0);
            CHECK(outbox::remove_done(db, noon + one_ms) == 1);
            CHECK(outbox::remove_done(db, noon + hour + one_ms) == 1);
        });
    });
}

TEST_CASE("a lane is claimed apart from the other, and is due apart")
{
    on_each_with_two([](Database& database) {
        auto to_client = item("c", noon - hour);
        to_client.lane = "web";
        to_client.kind = "logout";
        to_client.client_id = "portal";
        database.write([&](Connection& db) { outbox::insert(db, to_client); });
        CHECK(next_due(database) == noon);
        CHECK(claim(database, noon).size() == 2);
        auto const due = database.read([](Connection& db) { return outbox::next_due(db, "web"); });
        CHECK(due == noon - hour);
        auto const items =
            database.write([](Connection& db) { return outbox::claim_due(db, {"web", lease, 10}, noon); });
        REQUIRE(items.size() == 1);
        CHECK(items[0].id == "c");
        CHECK(items[0].lane == "web");
        CHECK(items[0].client_id == "portal");
    });
}

TEST_CASE("what goes to clients is listed newest first with how far it has come, for one account or all")
{
    on_each_with_two([](Database& database) {
        database.write([](Connection& db) {
            for (auto const* const id : {"c", "d", "e"}) {
                auto each = item(id);
                each.lane = "web";
                each.kind = "logout";
                each.client_id = std::string("client of ") + id;
                each.created_at = noon + std::chrono::minutes{id[0] - 'c'};
                each.recipient_key = hash_of(id[0] == 'e' ? "erika" : "max");
                outbox::insert(db, each);
            }
            outbox::mark_sent(db, "c", noon + hour);
            outbox::mark_failed(db, "d", "status 503", noon + hour, noon);
            outbox::mark_failed(db, "e", "status 400", std::nullopt, noon + hour);
        });
        auto const list = [&](std::optional<Bytes> const& key, std::int64_t limit) {
            return database.read([&](Connection& db) { return outbox::list_of_clients(db, key, limit); });
        };
        auto const all = list(std::nullopt, 10);
        REQUIRE(all.size() == 3);
        CHECK(all[0].id == "e");
        CHECK(all[0].failed_at == noon + hour);
        CHECK(all[0].last_error == "status 400");
        CHECK(all[1].id == "d");
        CHECK(all[1].next_at == noon + hour);
        CHECK_FALSE(all[1].failed_at);
        CHECK(all[2].client_id == "client of c");
        CHECK(all[2].sent_at == noon + hour);
        CHECK(list(std::nullopt, 2).size() == 2);
        CHECK(list(hash_of("max"), 10).size() == 2);
        CHECK(list(hash_of("nobody"), 10).empty());
    });
}

TEST_CASE("senders that claim at the same moment never get the same item")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        database.write([](Connection& db) {
            for (int i = 0; i < 40; ++i)
                outbox::insert(db, item(std::to_string(i)));
        });
        std::mutex mutex;
        std::multiset<std::string> claimed;
        count_true_in_parallel(8, [&](int) {
            for (int empty = 0; empty < 2;) { // PostgreSQL may give nothing where another one was faster
                auto const items = claim(database, noon, 3);
                empty = items.empty() ? empty + 1 : 0;
                std::lock_guard const lock(mutex);
                for (auto const& each : items)
                    claimed.insert(each.id);
            }
            return true;
        });
        for (auto const& each : claim(database, noon, 100))
            claimed.insert(each.id);
        CHECK(claimed.size() == 40);
        CHECK(std::set<std::string>(claimed.begin(), claimed.end()).size() == 40);
    });
}

} // namespace zugang::store::test
