#include "store/client_updates.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {

TEST_CASE("a client is changed only as it was read")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            auto const read = client("portal");
            REQUIRE(clients::insert(db, read));
            auto first = read;
            first.metadata = R"({"client_name":"First"})";
            CHECK(clients::update_unchanged(db, read, first)); // in the same millisecond
            auto second = read;
            second.metadata = R"({"client_name":"Second"})";
            second.updated_at = noon + one_ms;
            CHECK_FALSE(clients::update_unchanged(db, read, second));
            CHECK(clients::find(db, "portal")->metadata == first.metadata);
            CHECK(clients::update_unchanged(db, first, second));
            auto third = second;
            third.updated_at = noon + one_ms + one_ms;
            REQUIRE(clients::update(db, third)); // its secret alone, say
            CHECK_FALSE(clients::update_unchanged(db, second, first));
            CHECK(clients::remove(db, "portal"));
            CHECK_FALSE(clients::update_unchanged(db, third, second));
        });
    });
}

} // namespace zugang::store::test
