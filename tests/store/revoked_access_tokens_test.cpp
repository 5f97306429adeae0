// Access tokens revoked one by one (RFC 7009), and what that means for their grant.
#include "store/revoked_access_tokens.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

bool is_live_for(Database& database, std::string_view jti)
{
    return database.read([&](Connection& db) { return grants::find_live_for_token(db, "grant", jti, noon); })
        .has_value();
}

} // namespace

TEST_CASE("a revoked access token stays so, revoked once or twice, and its grant lives on for others")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_max_and_portal(database);
        CHECK(is_live_for(database, "one"));
        for (int i = 0; i < 2; ++i)
            database.write([](Connection& tx) { revoked_access_tokens::insert(tx, "one", noon + hour); });
        CHECK_FALSE(is_live_for(database, "one"));
        CHECK(is_live_for(database, "two"));
        CHECK(database.read([](Connection& db) { return revoked_access_tokens::has(db, "one"); }));
        CHECK_FALSE(database.read([](Connection& db) { return revoked_access_tokens::has(db, "two"); }));
    });
}

TEST_CASE("a token of a revoked or ended grant is not live")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_max_and_portal(database);
        auto const late =
            database.read([](Connection& db) { return grants::find_live_for_token(db, "grant", "one", noon + hour); });
        CHECK_FALSE(late);
        database.write([](Connection& tx) { grants::revoke(tx, "grant", noon); });
        CHECK_FALSE(is_live_for(database, "one"));
    });
}

TEST_CASE("a revoked access token is forgotten after its end, not at it")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        database.write([](Connection& tx) { revoked_access_tokens::insert(tx, "one", noon); });
        auto const remove = [&](Instant before) {
            return database.write([&](Connection& tx) { return revoked_access_tokens::remove_expired(tx, before); });
        };
        CHECK(remove(noon) == 0);
        CHECK(remove(noon + one_ms) == 1);
    });
}

} // namespace zugang::store::test
