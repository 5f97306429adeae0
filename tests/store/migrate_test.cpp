#include "store/migrate.hpp"
#include "tests/store/support.hpp"
#include <algorithm>
#include <mutex>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::store::test {
namespace {

using Names = std::vector<std::string>;

void on_each_empty(std::function<void(TemporaryStore&)> const& test)
{
    for (auto const engine : tests::engines()) {
        CAPTURE(tests::name_of(engine));
        TemporaryStore store{engine, TemporaryStore::Schema::empty};
        test(store);
    }
}

Names embedded_names()
{
    Names names;
    for (auto const& migration : embedded_migrations())
        names.emplace_back(migration.name);
    return names;
}

std::vector<Migration> const two_steps{{"0001_a", "CREATE TABLE a (x BIGINT); CREATE TABLE b (x BIGINT);"},
                                       {"0002_b", "ALTER TABLE a ADD COLUMN y TEXT;"}};

} // namespace

TEST_CASE("the embedded migrations are in order and begin with the accounts")
{
    auto const names = embedded_names();
    REQUIRE_FALSE(names.empty());
    CHECK(names.front() == "0001_accounts");
    CHECK(std::ranges::is_sorted(names));
}

TEST_CASE("migrating applies everything once")
{
    on_each_empty([](TemporaryStore& store) {
        auto& database = store.database();
        CHECK(migration_state(database).pending == embedded_names());
        CHECK(migration_state(database).applied.empty());
        CHECK(migrate(database, noon) == embedded_names());
        CHECK(migrate(database, noon).empty());
        CHECK(migration_state(database).pending.empty());
        CHECK(migration_state(database).applied == embedded_names());
    });
}

TEST_CASE("threads that migrate at the same moment apply each step once")
{
    on_each_empty([](TemporaryStore& store) {
        std::mutex mutex;
        Names applied;
        auto const finished = count_true_in_parallel(4, [&](int) {
            auto const database = store.open();
            auto const names = migrate(*database, noon);
            std::lock_guard const lock(mutex);
            applied.insert(applied.end(), names.begin(), names.end());
            return true;
        });
        CHECK(finished == 4);
        std::ranges::sort(applied);
        CHECK(applied == embedded_names());
    });
}

TEST_CASE("processes that migrate a new store at the same moment all succeed")
{
    on_each_empty([](TemporaryStore& store) {
        std::vector<pid_t> children;
        for (int i = 0; i < 4; ++i) {
            auto const child = fork();
            if (child == 0) {
                int status = 1;
                try {
                    (void)migrate(*store.open(), noon);
                    status = 0;
                } catch (std::exception const&) { // told by the status
                }
                _exit(status);
            }
            REQUIRE(child > 0);
            children.push_back(child);
        }
        for (auto const child : children) {
            int status = -1;
            CHECK(waitpid(child, &status, 0) == child);
            CHECK(status == 0);
        }
        CHECK(migration_state(store.database()).applied == embedded_names());
    });
}

TEST_CASE("an applied step whose text has changed is refused")
{
    on_each_empty([](TemporaryStore& store) {
        auto& database = store.database();
        (void)migrate(database, two_steps, noon);
        auto changed = two_steps;
        changed[0].sql = "CREATE TABLE a (x BIGINT);";
        CHECK_THROWS_AS((void)migrate(database, changed, noon), std::runtime_error);
        CHECK_THROWS_AS((void)migration_state(database, changed), std::runtime_error);
        CHECK_NOTHROW((void)migration_state(database, two_steps));
    });
}

TEST_CASE("a store newer than the program is refused")
{
    on_each_empty([](TemporaryStore& store) {
        auto& database = store.database();
        (void)migrate(database, two_steps, noon);
        std::vector<Migration> const older{two_steps[0]};
        CHECK_THROWS_AS((void)migrate(database, older, noon), std::runtime_error);
        CHECK_THROWS_AS((void)migration_state(database, older), std::runtime_error);
    });
}

TEST_CASE("a step that was left out is refused instead of applied out of order")
{
    on_each_empty([](TemporaryStore& store) {
        auto& database = store.database();
        (void)migrate(database, {two_steps[0]}, noon);
        std::vector<Migration> const inserted{{"0000_before", "CREATE TABLE c (x BIGINT)"}, two_steps[0]};
        CHECK_THROWS_AS((void)migrate(database, inserted, noon), std::runtime_error);
    });
}

TEST_CASE("a step that fails leaves nothing of itself, and the steps before it stay")
{
    on_each_empty([](TemporaryStore& store) {
        auto& database = store.database();
        std::vector<Migration> const broken{two_steps[0],
                                            {"0002_b", "CREATE TABLE c (x BIGINT); CREATE TABLE a (x BIGINT);"}};
        CHECK_THROWS((void)migrate(database, broken, noon));
        CHECK(migration_state(database, two_steps).applied == Names{"0001_a"});
        CHECK_THROWS_AS((void)database.read([](Connection& db) { return db.query("SELECT x FROM c"); }),
                        std::logic_error);
        CHECK(migrate(database, two_steps, noon) == Names{"0002_b"});
    });
}

TEST_CASE("connections that are open during a migration go on")
{
    on_each_empty([](TemporaryStore& store) {
        auto& database = store.database();
        (void)migrate(database, {two_steps[0]}, noon);
        auto const count = [&] {
            return database.read([](Connection& db) { return db.query("SELECT x FROM a ORDER BY x").size(); });
        };
        auto const insert = [&] { database.write([](Connection& db) { db.execute("INSERT INTO a (x) VALUES (1)"); }); };
        insert();
        CHECK(count() == 1);
        (void)migrate(*store.open(), two_steps, noon);
        insert();
        CHECK(count() == 2);
    });
}

} // namespace zugang::store::test
