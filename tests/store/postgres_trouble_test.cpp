// PostgreSQL: lost connections, errors of the server, conflicts that are tried again.
#include "store/postgres/connect.hpp"
#include "tests/store/support.hpp"
#include <unistd.h>

namespace zugang::store::test {
namespace {

/// Ends all server processes of connections with that application_name, and waits until they are gone.
void end_connections(TemporaryStore& store, std::string const& name)
{
    store.database().write([&](Connection& db) {
        (void)db.query("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                       " WHERE application_name = :name AND pid <> pg_backend_pid()",
                       {{"name", name}});
    });
}

/// The same from within a job, where this thread may not use the store.
void end_connections_elsewhere(TemporaryStore& store, std::string const& name)
{
    std::jthread([&] { end_connections(store, name); }).join();
}

std::string const victim = "zugang_test_victim_" + std::to_string(getpid());

void with_victim(std::function<void(TemporaryStore&, Database&)> const& test)
{
    if (!tests::has_postgres())
        return;
    TemporaryStore store{Engine::postgresql};
    auto const database = Database::open(store.url() + "&application_name=" + victim);
    test(store, *database);
}

void raise(Connection& db, std::string const& state)
{
    db.execute_script("DO $$ BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = '" + state + "'; END $$");
}

bool insert_client(Database& database, std::string const& id)
{
    return database.write([&](Connection& db) { return clients::insert(db, client(id)); });
}

std::size_t count_clients(Database& database)
{
    return database.read([](Connection& db) { return clients::list(db).size(); });
}

} // namespace

TEST_CASE("connections lost while idle are replaced and nobody notices")
{
    with_victim([](TemporaryStore& store, Database& database) {
        count_true_in_parallel(4, [&](int i) { return insert_client(database, std::to_string(i)); });
        end_connections(store, victim);
        CHECK(count_clients(database) == 4);
        end_connections(store, victim);
        CHECK(insert_client(database, "after"));
        CHECK(count_clients(database) == 5);
    });
}

TEST_CASE("a connection lost in the middle of a job is replaced and the job runs again")
{
    with_victim([](TemporaryStore& store, Database& database) {
        int runs = 0;
        database.write([&](Connection& db) {
            ++runs;
            REQUIRE(clients::insert(db, client("a")));
            if (runs == 1)
                end_connections_elsewhere(store, victim);
            (void)clients::insert(db, client("b")); // throws in the first run
        });
        CHECK(runs == 2);
        CHECK(count_clients(database) == 2);
        runs = 0;
        database.read([&](Connection& db) {
            (void)clients::list(db);
            if (++runs == 1)
                end_connections_elsewhere(store, victim);
            (void)clients::list(db);
        });
        CHECK(runs == 2);
    });
}

TEST_CASE("a connection lost at the commit is Unavailable and the job does not run again")
{
    with_victim([](TemporaryStore& store, Database& database) {
        int runs = 0;
        auto const lose_at_commit = [&](Connection& db) {
            ++runs;
            REQUIRE(clients::insert(db, client("a")));
            end_connections_elsewhere(store, victim);
        };
        CHECK_THROWS_AS(database.write(lose_at_commit), Unavailable);
        CHECK(runs == 1);
        CHECK(insert_client(database, "b"));
    });
}

TEST_CASE("a connection lost every time is Unavailable in the end")
{
    with_victim([](TemporaryStore& store, Database& database) {
        auto const always_lose = [&](Connection& db) {
            end_connections_elsewhere(store, victim);
            (void)clients::list(db);
            end_connections_elsewhere(store, victim);
            (void)clients::list(db);
        };
        CHECK_THROWS_AS(database.read(always_lose), Unavailable);
        CHECK(count_clients(database) == 0);
    });
}

TEST_CASE("a serialisation failure or deadlock is tried again, but not for ever")
{
    with_victim([](TemporaryStore&, Database& database) {
        for (auto const* state : {"40001", "40P01"}) {
            CAPTURE(state);
            int runs = 0;
            database.write([&](Connection& db) {
                REQUIRE(clients::insert(db, client(state)));
                if (++runs < 3)
                    raise(db, state);
            });
            CHECK(runs == 3);
            auto const always_raise = [&](Connection& db) {
                ++runs;
                raise(db, state);
            };
            runs = 0;
            CHECK_THROWS_AS(database.write(always_raise), Unavailable);
            CHECK(runs > 1);
            CHECK(runs < 100);
        }
        CHECK(count_clients(database) == 2);
    });
}

TEST_CASE("trouble of the server is Unavailable, a constraint a violation, anything else a wrong statement")
{
    with_victim([](TemporaryStore&, Database& database) {
        auto const raising = [&](std::string const& state) {
            return [&database, state] { database.write([&](Connection& db) { raise(db, state); }); };
        };
        for (auto const* state : {"53100", "53200", "53300", "57014", "55P03", "58030", "XX001", "25006", "08006"})
            CHECK_THROWS_AS(raising(state)(), Unavailable);
        for (auto const* state : {"23505", "23503"})
            CHECK_THROWS_AS(raising(state)(), ConstraintViolation);
        for (auto const* state : {"22012", "23502", "42703"})
            CHECK_THROWS_AS(raising(state)(), std::logic_error);
        CHECK(insert_client(database, "after"));
    });
}

TEST_CASE("a server that is not there is Unavailable")
{
    CHECK_THROWS_AS((void)Database::open("postgresql://zugang@127.0.0.1:1/zugang"), Unavailable);
}

TEST_CASE("when all connections are in use one waits for a while and is then told")
{
    with_victim([](TemporaryStore& store, Database&) {
        auto const small = store.open({.connections = 1, .busy = std::chrono::milliseconds{100}});
        small->write([&](Connection&) {
            bool is_refused = false;
            std::jthread([&] {
                try {
                    (void)count_clients(*small);
                } catch (Unavailable const&) {
                    is_refused = true;
                }
            }).join();
            CHECK(is_refused);
        });
        CHECK(count_clients(*small) == 0);
    });
}

TEST_CASE("an acknowledged write is on disk even where the server's default says otherwise")
{
    with_victim([](TemporaryStore& store, Database&) {
        auto const setting = [&](std::string const& value) {
            auto const database = Database::open(store.url() + "%20-csynchronous_commit%3D" + value);
            return database->read([](Connection& db) {
                return db.query_one("SELECT current_setting('synchronous_commit') AS setting").value().text("setting");
            });
        };
        CHECK(setting("off") == "on");
        CHECK(setting("remote_apply") == "remote_apply");
    });
}

TEST_CASE("another machine must prove that it is the database, unless the URL says otherwise")
{
    CHECK(postgres::needs_verified_server("postgresql://zugang@db.example/zugang"));
    CHECK(postgres::needs_verified_server("postgresql://zugang@localhost,db.example/zugang"));
    CHECK(postgres::needs_verified_server("postgresql:///zugang?hostaddr=192.0.2.7"));
    CHECK_FALSE(postgres::needs_verified_server("postgresql://zugang@db.example/zugang?sslmode=require"));
    for (auto const* url : {"postgresql:///zugang", "postgresql://localhost/zugang", "postgresql://127.0.0.1/zugang",
                            "postgresql://[::1]/zugang", "postgresql:///zugang?host=/run/postgresql"})
        CHECK_FALSE(postgres::needs_verified_server(url));
}

} // namespace zugang::store::test
