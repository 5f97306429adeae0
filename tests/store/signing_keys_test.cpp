#include "store/signing_keys.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

SigningKeyRow key(std::string kid, std::string state, Instant created_at)
{
    return {std::move(kid), "ES256", std::move(state), Bytes{0, 255}, created_at, created_at};
}

} // namespace

TEST_CASE("keys are listed in the order they were made, as they were inserted")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            signing_keys::insert(db, key("b", "next", noon));
            signing_keys::insert(db, key("a", "current", noon - one_ms));
            auto const keys = signing_keys::list(db);
            REQUIRE(keys.size() == 2);
            CHECK(keys[0].kid == "a");
            CHECK(keys[0].state == "current");
            CHECK(keys[1].kid == "b");
            CHECK(keys[1].algorithm == "ES256");
            CHECK(keys[1].private_key == Bytes{0, 255});
            CHECK(keys[1].created_at == noon);
            CHECK(keys[1].state_since == noon);
        });
    });
}

TEST_CASE("a key changes its state only from the state one believes it in")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            signing_keys::insert(db, key("a", "next", noon));
            CHECK(signing_keys::change_state(db, "a", "next", "current", noon + one_ms));
            CHECK_FALSE(signing_keys::change_state(db, "a", "next", "current", noon + 2 * one_ms));
            CHECK_FALSE(signing_keys::change_state(db, "b", "next", "current", noon));
            CHECK(signing_keys::list(db)[0].state == "current");
            CHECK(signing_keys::list(db)[0].state_since == noon + one_ms);
            CHECK(signing_keys::remove(db, "a"));
            CHECK_FALSE(signing_keys::remove(db, "a"));
        });
    });
}

TEST_CASE("processes that rotate at the same moment rotate once")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        database.write([](Connection& db) { signing_keys::insert(db, key("a", "next", noon)); });
        auto const rotations = count_true_in_parallel(16, [&](int) {
            return database.write(
                [](Connection& db) { return signing_keys::change_state(db, "a", "next", "current", noon); });
        });
        CHECK(rotations == 1);
    });
}

} // namespace zugang::store::test
