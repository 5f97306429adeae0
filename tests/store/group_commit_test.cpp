// SQLite's writer thread: many transactions, one commit.
#include "store/sqlite/database.hpp"
#include "tests/store/support.hpp"
#include <future>
#include <mutex>

namespace zugang::store::test {
namespace {

constexpr int threads = 64;
constexpr int writes_each = 20;

std::string file_of(TemporaryStore const& store)
{
    return store.url().substr(std::string_view("sqlite:").size());
}

std::string client_id(int thread, int number)
{
    return std::to_string(thread) + "-" + std::to_string(number);
}

/// Every fourth thread throws, every fourth violates a key.
void insert_or_fail(Connection& db, int thread)
{
    (void)clients::insert(db, client(client_id(thread, 0)));
    if (thread % 4 == 0)
        throw std::runtime_error("refused");
    if (thread % 4 == 1)
        consents::save(db, "nobody", "nothing", "", noon);
}

} // namespace

TEST_CASE("many threads' writes share commits, and all acknowledged ones are there after reopening")
{
    TemporaryStore store;
    std::uint64_t commits = 0;
    {
        sqlite::SqliteDatabase database(file_of(store), {});
        auto const finished = count_true_in_parallel(threads, [&](int thread) {
            for (int i = 0; i < writes_each; ++i)
                database.write([&](Connection& db) { (void)clients::insert(db, client(client_id(thread, i))); });
            return true;
        });
        CHECK(finished == threads);
        commits = database.commits();
    }
    CHECK(commits > 0);
    CHECK(commits < std::uint64_t{threads} * writes_each / 2);
    auto const present = store.database().read([](Connection& db) { return clients::list(db).size(); });
    CHECK(present == std::size_t{threads} * writes_each);
}

TEST_CASE("a job that fails does not take its neighbours in the same commit along")
{
    TemporaryStore store;
    auto const failed = count_true_in_parallel(threads, [&, &database = store.database()](int thread) {
        try {
            database.write([&](Connection& db) { insert_or_fail(db, thread); });
            return false;
        } catch (std::runtime_error const&) {
            return true;
        }
    });
    CHECK(failed == threads / 2);
    auto const present = store.database().read([](Connection& db) { return clients::list(db); });
    REQUIRE(present.size() == threads / 2);
    for (auto const& row : present)
        CHECK(std::stoi(row.id) % 4 >= 2);
}

TEST_CASE("closing the store finishes the jobs that wait")
{
    TemporaryStore store;
    std::promise<void> running;
    std::promise<void> finish;
    auto database = std::make_unique<sqlite::SqliteDatabase>(file_of(store), Options{});
    std::vector<std::jthread> writers;
    writers.emplace_back([&, &db = *database] {
        db.write([&](Connection&) {
            running.set_value();
            finish.get_future().wait();
        });
    });
    running.get_future().wait();
    std::atomic<int> acknowledged = 0;
    std::latch sent(9);
    for (int i = 0; i < 8; ++i)
        writers.emplace_back([&, i, &db = *database] {
            sent.count_down();
            db.write([&](Connection& tx) { (void)clients::insert(tx, client(client_id(i, 0))); });
            ++acknowledged;
        });
    sent.arrive_and_wait();
    std::this_thread::sleep_for(std::chrono::milliseconds{200}); // until they wait in the queue
    std::jthread closing([&] { database.reset(); });
    finish.set_value();
    closing.join();
    writers.clear();
    CHECK(acknowledged == 8);
    CHECK(store.database().read([](Connection& db) { return clients::list(db).size(); }) == 8);
}

TEST_CASE("a full disk is Unavailable, and the store works again when there is room")
{
    TemporaryStore store;
    auto& database = store.database();
    auto const set_limit = [&](std::string const& pages) {
        database.write([&](Connection& db) { db.execute_script("PRAGMA max_page_count = " + pages); });
    };
    auto const insert_large = [&] {
        auto row = client("large");
        row.metadata = std::string(2'000'000, 'x');
        return database.write([&](Connection& db) { return clients::insert(db, row); });
    };
    set_limit("100");
    CHECK_THROWS_AS((void)insert_large(), Unavailable);
    CHECK(database.write([](Connection& db) { return clients::insert(db, client("small")); }));
    set_limit("1000000");
    CHECK(insert_large());
    CHECK(database.read([](Connection& db) { return clients::list(db).size(); }) == 2);
}

TEST_CASE("a full disk in the middle of a shared commit acknowledges nothing that is not there")
{
    TemporaryStore store;
    auto& database = store.database();
    database.write([](Connection& db) { db.execute_script("PRAGMA max_page_count = 400"); });
    std::mutex mutex;
    std::vector<std::string> acknowledged;
    auto const insert_large = [&](int number) {
        auto row = client(client_id(number, 0));
        row.metadata = std::string(100'000, 'x');
        try {
            database.write([&](Connection& db) { (void)clients::insert(db, row); });
        } catch (Unavailable const&) {
            return false;
        }
        std::lock_guard const lock(mutex);
        acknowledged.push_back(row.id);
        return true;
    };
    CHECK(insert_large(threads));
    CHECK(count_true_in_parallel(threads, insert_large) < threads);
    store.close();
    for (auto const& id : acknowledged)
        CHECK(store.database().read([&](Connection& db) { return clients::find(db, id).has_value(); }));
}

} // namespace zugang::store::test
