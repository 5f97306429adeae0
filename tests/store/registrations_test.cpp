#include "store/registrations.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

void insert_token(Database& database, std::string_view token, std::int64_t uses)
{
    database.write([&](Connection& db) {
        registration_tokens::insert(
            db, {.token_hash = hash_of(token), .uses_left = uses, .created_at = noon, .expires_at = noon + hour});
    });
}

bool use(Database& database, std::string_view token, Instant now = noon)
{
    return database.write([&](Connection& db) { return registration_tokens::use(db, hash_of(token), now); });
}

bool is_usable(Database& database, std::string_view token, Instant now = noon)
{
    return database.read([&](Connection& db) { return registration_tokens::is_usable(db, hash_of(token), now); });
}

bool count(Database& database, std::string_view source, Instant now)
{
    return database.write(
        [&](Connection& db) { return registration_counts::count(db, hash_of(source), /*limit=*/2, now); });
}

} // namespace

TEST_CASE("a registration token is used as often as it says, and not after its end")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_token(database, "two", 2);
        CHECK(is_usable(database, "two"));
        CHECK(is_usable(database, "two", noon + hour - one_ms));
        CHECK_FALSE(is_usable(database, "two", noon + hour));
        CHECK_FALSE(use(database, "two", noon + hour));
        CHECK(use(database, "two", noon + hour - one_ms));
        CHECK(use(database, "two"));
        CHECK_FALSE(is_usable(database, "two"));
        CHECK_FALSE(use(database, "two"));
        CHECK_FALSE(use(database, "other"));
    });
}

TEST_CASE("expired registration tokens are removed, used ones stay until then")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_token(database, "used", 0);
        auto const remove = [&](Instant before) {
            return database.write([&](Connection& db) { return registration_tokens::remove_expired(db, before); });
        };
        CHECK(remove(noon + hour) == 0);
        CHECK(remove(noon + hour + one_ms) == 1);
    });
}

TEST_CASE("of many that use a registration token at once, as many succeed as it has uses")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_token(database, "five", 5);
        CHECK(count_true_in_parallel(20, [&](int) { return use(database, "five"); }) == 5);
    });
}

TEST_CASE("registrations of an address are counted for an hour from its first")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        CHECK(count(database, "here", noon));
        CHECK(count(database, "here", noon + hour - one_ms));
        CHECK_FALSE(count(database, "here", noon + hour - one_ms));
        CHECK(count(database, "there", noon));
        CHECK(count(database, "here", noon + hour));
        CHECK(count(database, "here", noon + hour));
        CHECK_FALSE(count(database, "here", noon + hour));
        CHECK(database.write([](Connection& db) { return registration_counts::remove_expired(db, noon + hour); }) == 1);
    });
}

TEST_CASE("of many registrations of one address at once, the limit is counted")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        CHECK(count_true_in_parallel(20, [&](int) { return count(database, "here", noon); }) == 2);
    });
}

} // namespace zugang::store::test
