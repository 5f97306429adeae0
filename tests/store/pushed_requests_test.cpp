// Pushed requests: found by their client while they live, used up once.
#include "store/pushed_requests.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

void on_each_with_pushed_request(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        PushedRequest row;
        row.reference_hash = hash_of("reference");
        row.client_id = "portal";
        row.request = "{}";
        row.created_at = noon;
        row.expires_at = noon + hour;
        store.database().write([&](Connection& db) { pushed_requests::insert(db, row); });
        test(store.database());
    });
}

} // namespace

TEST_CASE("a pushed request is found by its own client alone, until its end")
{
    on_each_with_pushed_request([](Database& database) {
        database.read([](Connection& db) {
            auto const hash = hash_of("reference");
            CHECK(pushed_requests::find_open(db, hash, "portal", noon + hour - one_ms));
            CHECK_FALSE(pushed_requests::find_open(db, hash, "portal", noon + hour));
            CHECK_FALSE(pushed_requests::find_open(db, hash, "other", noon));
            CHECK_FALSE(pushed_requests::find_open(db, hash, std::string("portal\0", 7), noon));
            CHECK_FALSE(pushed_requests::find_open(db, hash_of("another"), "portal", noon));
        });
    });
}

TEST_CASE("a pushed request is used up once, also after its end, and then no longer found")
{
    on_each_with_pushed_request([](Database& database) {
        database.write([](Connection& db) {
            auto const hash = hash_of("reference");
            CHECK_FALSE(pushed_requests::consume(db, hash_of("another"), noon));
            CHECK(pushed_requests::consume(db, hash, noon + 2 * hour));
            CHECK_FALSE(pushed_requests::consume(db, hash, noon));
            CHECK_FALSE(pushed_requests::find_open(db, hash, "portal", noon));
        });
    });
}

TEST_CASE("pushed requests past their end are removed, others stay")
{
    on_each_with_pushed_request([](Database& database) {
        database.write([](Connection& db) {
            CHECK(pushed_requests::remove_expired(db, noon + hour) == 0);
            CHECK(pushed_requests::remove_expired(db, noon + hour + one_ms) == 1);
        });
    });
}

} // namespace zugang::store::test
