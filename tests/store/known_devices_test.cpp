// Browsers that an account knows, and for how long their guesses are counted apart.
#include "store/known_devices.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

constexpr Duration days_180 = std::chrono::days{180};

KnownDevice device(std::string id, Instant at = noon)
{
    KnownDevice row;
    row.token_hash = hash_of("token of " + id);
    row.id = std::move(id);
    row.account_id = "max";
    row.user_agent = "Browser";
    row.multi_factor = true;
    row.created_at = at;
    row.signed_in_at = at;
    row.known_until = at + days_180;
    row.expires_at = at + days_180;
    return row;
}

/// As a mailed link leaves it.
KnownDevice admitted(std::string id, Instant at = noon)
{
    auto row = device(std::move(id), at);
    row.multi_factor = false;
    row.signed_in_at = std::nullopt;
    row.known_until = at + hour;
    row.expires_at = at + hour;
    return row;
}

void put(Database& database, KnownDevice const& row)
{
    database.write([&](Connection& tx) { known_devices::put(tx, row); });
}

std::optional<KnownDevice> found(Database& database, std::string const& id, Instant now = noon)
{
    return database.read([&](Connection& db) { return known_devices::find(db, hash_of("token of " + id), now); });
}

std::vector<std::string> listed(Database& database, Instant now = noon)
{
    std::vector<std::string> ids;
    for (auto const& row : database.read([&](Connection& db) { return known_devices::list(db, "max", now); }))
        ids.push_back(row.id);
    return ids;
}

} // namespace

TEST_CASE("a device is found until it expires, and lists the latest first")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_max_and_portal(database);
        CHECK_FALSE(found(database, "a"));
        put(database, device("a"));
        put(database, device("b", noon + hour));
        CHECK(found(database, "a", noon + days_180 - one_ms)->known_until == noon + days_180);
        CHECK_FALSE(found(database, "a", noon + days_180));
        CHECK(listed(database) == std::vector<std::string>{"b", "a"});
        CHECK(listed(database, noon + days_180) == std::vector<std::string>{"b"});
    });
}

TEST_CASE("a device seen again keeps its name and beginning, and is prolonged")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_max_and_portal(database);
        put(database, device("a"));
        auto again = device("a", noon + hour);
        again.id = "another";
        again.user_agent = "Newer browser";
        put(database, again);
        auto const row = found(database, "a").value();
        CHECK(row.id == "a");
        CHECK(row.created_at == noon);
        CHECK(row.user_agent == "Newer browser");
        CHECK(row.signed_in_at == noon + hour);
        CHECK(row.expires_at == noon + hour + days_180);
    });
}

TEST_CASE("a mailed link admits a device for its hour, is on no list, and shortens no privilege")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_max_and_portal(database);
        put(database, admitted("link"));
        CHECK(listed(database).empty());
        CHECK_FALSE(found(database, "link")->multi_factor);
        CHECK(found(database, "link", noon + hour - one_ms));
        CHECK_FALSE(found(database, "link", noon + hour));
        put(database, device("own"));
        put(database, admitted("own"));
        auto const row = found(database, "own").value();
        CHECK(row.multi_factor);
        CHECK(row.known_until == noon + days_180);
        CHECK(row.signed_in_at == noon);
        put(database, device("link")); // and then the whole sign-in
        CHECK(found(database, "link")->multi_factor);
        CHECK(listed(database).size() == 2);
    });
}

TEST_CASE("a sign-in with one factor keeps the privilege of an earlier one, and gives none")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_max_and_portal(database);
        auto plain = device("a");
        plain.multi_factor = false;
        plain.known_until = std::nullopt;
        put(database, plain);
        CHECK_FALSE(found(database, "a")->known_until);
        put(database, device("a"));
        put(database, plain);
        CHECK(found(database, "a")->known_until == noon + days_180);
        CHECK(found(database, "a")->multi_factor);
    });
}

TEST_CASE("a device that guessed too often loses its privilege, and nothing else")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_max_and_portal(database);
        put(database, device("a"));
        put(database, device("b"));
        database.write([](Connection& tx) { known_devices::suspend(tx, "a"); });
        CHECK_FALSE(found(database, "a")->known_until);
        CHECK_FALSE(found(database, "a")->multi_factor);
        CHECK(found(database, "b")->known_until);
        CHECK(listed(database).size() == 2);
        put(database, admitted("a"));
        CHECK(found(database, "a")->known_until == noon + hour);
        CHECK_FALSE(found(database, "a")->multi_factor);
    });
}

TEST_CASE("devices are revoked one by one by their account alone, or all at once")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_max_and_portal(database);
        for (auto const* id : {"a", "b", "c"})
            put(database, device(id));
        auto const revoke = [&](std::string_view account, std::string_view id) {
            return database.write([&](Connection& tx) { return known_devices::revoke(tx, account, id); });
        };
        CHECK_FALSE(revoke("erika", "a"));
        CHECK(revoke("max", "a"));
        CHECK_FALSE(revoke("max", "a"));
        CHECK_FALSE(revoke("max", std::string_view{"\0", 1}));
        auto const revoke_all = [&](std::string_view account) {
            return database.write([&](Connection& tx) { return known_devices::revoke_all(tx, account); });
        };
        CHECK(revoke_all("erika") == 0);
        CHECK(revoke_all("max") == 2);
        CHECK(listed(database).empty());
    });
}

TEST_CASE("an account keeps so many devices, the longest unused go, and expired ones after their end")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_max_and_portal(database);
        for (int i = 0; i < 4; ++i)
            put(database, device("device " + std::to_string(i), noon + i * hour));
        auto const keep = [&](std::int64_t most) {
            database.write([&](Connection& tx) { known_devices::revoke_beyond(tx, "max", most); });
        };
        keep(4);
        CHECK(listed(database).size() == 4);
        keep(2);
        CHECK(listed(database) == std::vector<std::string>{"device 3", "device 2"});
        auto const remove = [&](Instant before) {
            return database.write([&](Connection& tx) { return known_devices::remove_expired(tx, before); });
        };
        CHECK(remove(noon + 2 * hour + days_180) == 0);
        CHECK(remove(noon + 2 * hour + days_180 + one_ms) == 1);
    });
}

} // namespace zugang::store::test
