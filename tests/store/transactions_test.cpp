#include "tests/store/support.hpp"
#include <future>

namespace zugang::store::test {
namespace {

struct Refused : std::runtime_error {
    Refused() : std::runtime_error("refused") {}
};

void insert_client(Connection& db, std::string const& id)
{
    REQUIRE(clients::insert(db, client(id)));
}

std::size_t count_clients(Database& database)
{
    return database.read([](Connection& db) { return clients::list(db).size(); });
}

void insert_a_and_refuse(Connection& db)
{
    insert_client(db, "a");
    throw Refused{};
}

/// Inserts "a" twice and goes on.
void insert_a_twice(Connection& db)
{
    insert_client(db, "a");
    CHECK_THROWS_AS(db.execute("INSERT INTO clients (id, metadata, created_at, updated_at) VALUES ('a', '{}', 0, 0)"),
                    ConstraintViolation);
}

void list_and_refuse(Connection& db)
{
    (void)clients::list(db);
    throw Refused{};
}

} // namespace

TEST_CASE("a job that throws leaves nothing behind, and what it threw reaches the caller")
{
    on_each_engine([](TemporaryStore& store) {
        CHECK_THROWS_AS(store.database().write(insert_a_and_refuse), Refused);
        CHECK(count_clients(store.database()) == 0);
        store.database().write([](Connection& db) { insert_client(db, "b"); });
        CHECK(count_clients(store.database()) == 1);
    });
}

TEST_CASE("a job that goes on after a failed statement commits nothing")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        auto const go_on = [](Connection& db) {
            insert_a_twice(db);
            (void)clients::list(db);
        };
        CHECK_THROWS_AS(database.write(insert_a_twice), std::logic_error);
        CHECK_THROWS_AS(database.write(go_on), std::logic_error);
        CHECK(count_clients(database) == 0);
        database.write([](Connection& db) { insert_client(db, "b"); });
        CHECK(count_clients(database) == 1);
    });
}

TEST_CASE("what a write has acknowledged is there after the store was closed and opened")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) { insert_client(db, "a"); });
        store.close();
        CHECK(count_clients(store.database()) == 1);
    });
}

TEST_CASE("a read or write inside a read or write is refused instead of waiting for itself")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        auto const read = [&] { return count_clients(database); };
        auto const write = [&] { database.write([](Connection& db) { insert_client(db, "never"); }); };
        auto const check_refused_inside = [&](Connection&) {
            CHECK_THROWS_AS((void)read(), std::logic_error);
            CHECK_THROWS_AS(write(), std::logic_error);
        };
        database.read(check_refused_inside);
        database.write(check_refused_inside);
        CHECK_THROWS_AS(database.read([&](Connection&) { write(); }), std::logic_error);
        CHECK(count_clients(database) == 0); // and this thread may go on
        database.write([](Connection& db) { insert_client(db, "a"); });
        CHECK(count_clients(database) == 1);
    });
}

TEST_CASE("a read cannot write")
{
    on_each_engine([](TemporaryStore& store) {
        CHECK_THROWS_AS(store.database().read([](Connection& db) { (void)clients::insert(db, client("a")); }),
                        std::logic_error);
        CHECK(count_clients(store.database()) == 0);
    });
}

TEST_CASE("a read sees one state from its first query to its last")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        database.read([&](Connection& db) {
            CHECK(clients::list(db).empty());
            std::jthread([&] { database.write([](Connection& other) { insert_client(other, "a"); }); }).join();
            CHECK(clients::list(db).empty());
        });
        CHECK(count_clients(database) == 1);
    });
}

TEST_CASE("a read that throws gives its connection back")
{
    on_each_engine([](TemporaryStore& store) {
        auto const database = store.open({.connections = 1});
        for (int i = 0; i < 3; ++i)
            CHECK_THROWS_AS(database->read(list_and_refuse), Refused);
        database->write([](Connection& db) { insert_client(db, "a"); });
        CHECK(count_clients(*database) == 1); // and not the snapshot of then
    });
}

TEST_CASE("jobs may answer with anything that can be moved, or with nothing")
{
    on_each_engine([](TemporaryStore& store) {
        auto const pointer = store.database().read([](Connection&) { return std::make_unique<int>(5); });
        CHECK(*pointer == 5);
        store.database().write([](Connection&) {});
    });
}

TEST_CASE("a write that cannot get a lock in time is Unavailable, and works once it is free")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) { insert_client(db, "a"); });
        auto const impatient = store.open({.connections = 2, .busy = std::chrono::milliseconds{100}});
        auto const update = [&] {
            return impatient->write([](Connection& db) { return clients::update(db, client("a")); });
        };
        std::promise<void> locked;
        std::promise<void> finish;
        std::jthread holder([&] {
            store.database().write([&](Connection& db) {
                REQUIRE(clients::update(db, client("a")));
                locked.set_value();
                finish.get_future().wait();
            });
        });
        locked.get_future().wait();
        CHECK_THROWS_AS((void)update(), Unavailable);
        finish.set_value();
        holder.join();
        CHECK(update());
    });
}

} // namespace zugang::store::test
