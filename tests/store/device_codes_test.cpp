// Device codes: decided once, redeemed once, polled at a pace; and the tries of typing one.
#include "store/device_codes.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

constexpr Duration second{1000};

DeviceCode device_code(std::string_view name)
{
    DeviceCode row;
    row.device_code_hash = hash_of(name);
    row.user_code_hash = hash_of("typed " + std::string{name});
    row.client_id = "portal";
    row.scope = "openid";
    row.interval_seconds = 5;
    row.created_at = noon;
    row.expires_at = noon + hour;
    return row;
}

device_codes::Decision decision(std::string_view name, std::optional<std::string> grant_id = "grant")
{
    return {hash_of("typed " + std::string{name}), "max", std::move(grant_id)};
}

void on_each_with_device_code(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) { REQUIRE(device_codes::insert(db, device_code("a"))); });
        test(store.database());
    });
}

} // namespace

TEST_CASE("two devices never have the same user code, nor the same device code")
{
    on_each_with_device_code([](Database& database) {
        database.write([](Connection& db) {
            auto other = device_code("b");
            other.user_code_hash = device_code("a").user_code_hash;
            CHECK_FALSE(device_codes::insert(db, other));
            other = device_code("b");
            other.device_code_hash = device_code("a").device_code_hash;
            CHECK_FALSE(device_codes::insert(db, other));
            CHECK(device_codes::insert(db, device_code("b")));
        });
    });
}

TEST_CASE("a device code is decided once, before its end, and found by what was typed")
{
    on_each_with_device_code([](Database& database) {
        database.write([](Connection& db) {
            CHECK_FALSE(device_codes::decide(db, decision("b"), noon));
            CHECK_FALSE(device_codes::decide(db, decision("a"), noon + hour));
            CHECK(device_codes::decide(db, decision("a"), noon + hour - one_ms));
            CHECK_FALSE(device_codes::decide(db, decision("a", std::nullopt), noon));
            auto const found = device_codes::find_by_user_code(db, device_code("a").user_code_hash);
            REQUIRE(found);
            CHECK(found->client_id == "portal");
            CHECK(found->scope == "openid");
            CHECK(found->details == "{}");
            CHECK(found->account_id == "max");
            CHECK(found->grant_id == "grant");
            CHECK(found->decided_at == noon + hour - one_ms);
            CHECK_FALSE(device_codes::find_by_user_code(db, device_code("b").user_code_hash));
        });
    });
}

TEST_CASE("a device code is redeemed once, by its client, once it is allowed, before its end")
{
    on_each_with_device_code([](Database& database) {
        database.write([](Connection& db) {
            auto const redeem = [&](std::string_view client_id, Instant now) {
                return device_codes::redeem(db, hash_of("a"), client_id, now).has_value();
            };
            CHECK_FALSE(redeem("portal", noon));
            REQUIRE(device_codes::decide(db, decision("a"), noon));
            CHECK_FALSE(redeem("app", noon));
            CHECK_FALSE(redeem("portal", noon + hour));
            CHECK(redeem("portal", noon + hour - one_ms));
            CHECK_FALSE(redeem("portal", noon));
            CHECK(device_codes::poll(db, hash_of("a"), "portal", noon) == Waiting::redeemed);
        });
    });
}

TEST_CASE("a denied device code is never redeemed and says so")
{
    on_each_with_device_code([](Database& database) {
        database.write([](Connection& db) {
            REQUIRE(device_codes::decide(db, decision("a", std::nullopt), noon));
            CHECK_FALSE(device_codes::redeem(db, hash_of("a"), "portal", noon));
            CHECK(device_codes::poll(db, hash_of("a"), "portal", noon) == Waiting::denied);
        });
    });
}

TEST_CASE("who polls faster than the interval waits five seconds longer from then on")
{
    on_each_with_device_code([](Database& database) {
        database.write([](Connection& db) {
            auto const poll = [&](Duration after) {
                return device_codes::poll(db, hash_of("a"), "portal", noon + after);
            };
            CHECK(poll(0 * second) == Waiting::pending);
            CHECK(poll(5 * second) == Waiting::pending);
            CHECK(poll(10 * second - one_ms) == Waiting::too_fast);
            CHECK(poll(15 * second) == Waiting::too_fast); // the interval is 10 s now
            CHECK(poll(30 * second) == Waiting::pending);  // and 15 s now
            CHECK(device_codes::poll(db, hash_of("a"), "app", noon) == Waiting::unknown);
            CHECK(device_codes::poll(db, hash_of("b"), "portal", noon) == Waiting::unknown);
            CHECK(poll(hour - one_ms) == Waiting::pending);
            CHECK(poll(hour) == Waiting::expired);
        });
    });
}

TEST_CASE("20 parallel redemptions of one allowed device code: one succeeds")
{
    on_each_with_device_code([](Database& database) {
        database.write([](Connection& db) { REQUIRE(device_codes::decide(db, decision("a"), noon)); });
        CHECK(count_true_in_parallel(20, [&](int) {
                  return database.write([](Connection& db) {
                      return device_codes::redeem(db, hash_of("a"), "portal", noon).has_value();
                  });
              }) == 1);
    });
}

TEST_CASE("device codes are removed a moment after their end, and with their client")
{
    on_each_with_device_code([](Database& database) {
        database.write([](Connection& db) {
            CHECK(device_codes::remove_expired(db, noon + hour) == 0);
            CHECK(device_codes::remove_expired(db, noon + hour + one_ms) == 1);
            REQUIRE(device_codes::insert(db, device_code("a")));
            REQUIRE(clients::remove(db, "portal"));
            CHECK_FALSE(device_codes::find_by_user_code(db, device_code("a").user_code_hash));
        });
    });
}

TEST_CASE("tries are counted by the hour up to their number, and one given back may be made again")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            auto const hour_start = device_code_tries::hour_end(noon) - hour;
            for (int i = 0; i < 3; ++i)
                CHECK(device_code_tries::reserve(db, "max", 3, hour_start));
            CHECK_FALSE(device_code_tries::reserve(db, "max", 3, hour_start + hour - one_ms));
            CHECK(device_code_tries::reserve(db, "erika", 3, hour_start));
            device_code_tries::give_back(db, "max", hour_start);
            CHECK(device_code_tries::reserve(db, "max", 3, hour_start));
            CHECK_FALSE(device_code_tries::reserve(db, "max", 3, hour_start));
            CHECK(device_code_tries::reserve(db, "max", 3, hour_start + hour));
            CHECK(device_code_tries::remove_expired(db, hour_start + one_ms) == 2);
        });
    });
}

TEST_CASE("20 parallel tries of which 10 are free: 10 are made")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        CHECK(count_true_in_parallel(20, [&](int) {
                  return database.write([](Connection& db) { return device_code_tries::reserve(db, "max", 10, noon); });
              }) == 10);
    });
}

} // namespace zugang::store::test
