// Proofs that count once: client assertions and DPoP proofs.
#include "store/client_assertions.hpp"
#include "store/dpop_proofs.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {

TEST_CASE("a jti counts once per client, and again after its row was removed")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            CHECK(client_assertions::use(db, "portal", hash_of("a"), noon));
            CHECK_FALSE(client_assertions::use(db, "portal", hash_of("a"), noon + hour));
            CHECK(client_assertions::use(db, "portal", hash_of("b"), noon));
            CHECK(client_assertions::use(db, "other", hash_of("a"), noon + hour));
            CHECK(client_assertions::remove_expired(db, noon) == 0);
            CHECK(client_assertions::remove_expired(db, noon + one_ms) == 2);
            CHECK(client_assertions::use(db, "portal", hash_of("a"), noon));
            CHECK_FALSE(client_assertions::use(db, "other", hash_of("a"), noon));
        });
    });
}

TEST_CASE("a DPoP proof counts once, and again after its row was removed")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            CHECK(dpop_proofs::use(db, hash_of("a"), noon));
            CHECK_FALSE(dpop_proofs::use(db, hash_of("a"), noon + hour));
            CHECK(dpop_proofs::use(db, hash_of("b"), noon + hour));
            CHECK(dpop_proofs::remove_expired(db, noon) == 0);
            CHECK(dpop_proofs::remove_expired(db, noon + one_ms) == 1);
            CHECK(dpop_proofs::use(db, hash_of("a"), noon));
        });
    });
}

TEST_CASE("of 100 parallel uses of one jti, and of one DPoP proof, one succeeds")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        CHECK(count_true_in_parallel(100, [&](int) {
                  return database.write(
                      [](Connection& db) { return client_assertions::use(db, "portal", hash_of("a"), noon); });
              }) == 1);
        CHECK(count_true_in_parallel(100, [&](int) {
                  return database.write([](Connection& db) { return dpop_proofs::use(db, hash_of("a"), noon); });
              }) == 1);
    });
}

} // namespace zugang::store::test
