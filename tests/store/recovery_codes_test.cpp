// Recovery codes: each used once, a new set voids the former one, texts are erased.
#include "store/recovery_codes.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

using recovery_codes::CodeState;

constexpr Duration shown = std::chrono::minutes{20};

RecoveryCodeSet code_set(std::string id, std::string flow_id, Instant now = noon)
{
    return {.id = std::move(id),
            .account_id = "max",
            .flow_id = std::move(flow_id),
            .sealed_codes = hash_of("sealed"),
            .shown_until = now + shown,
            .created_at = now};
}

/// "a.1" to "a.10" of set "a".
Bytes code_hash(std::string_view set_id, int number)
{
    return hash_of(std::string(set_id) + "." + std::to_string(number));
}

bool create(Connection& db, RecoveryCodeSet const& set, std::string_view former)
{
    std::vector<Bytes> hashes;
    for (int number = 1; number <= 10; ++number)
        hashes.push_back(code_hash(set.id, number));
    return recovery_codes::create_set(db, set, former, hashes);
}

/// An account "max" with set "a", made in "flow_1" at noon.
void on_each_with_set(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) {
            REQUIRE(accounts::insert(db, account("eva", "eva@example.org")));
            CHECK_FALSE(recovery_codes::has_set(db, "max"));
            CHECK(recovery_codes::count_unused(db, "max") == 0);
            REQUIRE(create(db, code_set("a", "flow_1"), ""));
        });
        test(store.database());
    });
}

} // namespace

TEST_CASE("a set reads back as it was made, and belongs to its account alone")
{
    on_each_with_set([](Database& database) {
        database.write([](Connection& db) {
            auto const set = recovery_codes::find_set(db, "max");
            REQUIRE(set);
            CHECK(set->id == "a");
            CHECK(set->account_id == "max");
            CHECK(set->flow_id == "flow_1");
            CHECK(set->sealed_codes == hash_of("sealed"));
            CHECK(set->shown_until == noon + shown);
            CHECK(set->created_at == noon);
            CHECK_FALSE(set->kept_at);
            CHECK(recovery_codes::has_set(db, "max"));
            CHECK(recovery_codes::count_unused(db, "max") == 10);
            CHECK_FALSE(recovery_codes::find_set(db, "eva"));
            CHECK_FALSE(recovery_codes::has_set(db, "eva"));
            CHECK(recovery_codes::count_unused(db, "eva") == 0);
        });
    });
}

TEST_CASE("a code of its account is used once and then counted as used")
{
    on_each_with_set([](Database& database) {
        database.write([](Connection& db) {
            CHECK_FALSE(recovery_codes::redeem(db, "eva", code_hash("a", 3), noon));
            CHECK_FALSE(recovery_codes::redeem(db, "max", code_hash("a", 11), noon));
            CHECK(recovery_codes::find_state(db, "max", code_hash("a", 3)) == CodeState::open);
            CHECK(recovery_codes::redeem(db, "max", code_hash("a", 3), noon) == "a.3");
            CHECK_FALSE(recovery_codes::redeem(db, "max", code_hash("a", 3), noon));
            CHECK(recovery_codes::count_unused(db, "max") == 9);
            CHECK(recovery_codes::find_state(db, "max", code_hash("a", 3)) == CodeState::used);
            CHECK(recovery_codes::find_state(db, "max", code_hash("a", 11)) == CodeState::unknown);
            CHECK(recovery_codes::find_state(db, "eva", code_hash("a", 4)) == CodeState::unknown);
            for (int number = 1; number <= 10; ++number)
                CHECK(recovery_codes::redeem(db, "max", code_hash("a", number), noon).has_value() == (number != 3));
            CHECK(recovery_codes::count_unused(db, "max") == 0);
            CHECK(recovery_codes::has_set(db, "max"));
        });
    });
}

TEST_CASE("20 parallel uses of one recovery code: one succeeds")
{
    on_each_with_set([](Database& database) {
        CHECK(count_true_in_parallel(20, [&](int) {
                  return database.write([](Connection& db) {
                      return recovery_codes::redeem(db, "max", code_hash("a", 1), noon).has_value();
                  });
              }) == 1);
        CHECK(database.read([](Connection& db) { return recovery_codes::count_unused(db, "max"); }) == 9);
    });
}

TEST_CASE("a new set voids the one it was made in place of, with all its codes")
{
    on_each_with_set([](Database& database) {
        database.write([](Connection& db) {
            REQUIRE(recovery_codes::redeem(db, "max", code_hash("a", 1), noon));
            CHECK(create(db, code_set("b", "flow_2"), "a"));
            CHECK(recovery_codes::find_set(db, "max")->id == "b");
            CHECK(recovery_codes::count_unused(db, "max") == 10);
            CHECK_FALSE(recovery_codes::redeem(db, "max", code_hash("a", 2), noon));
            for (int const number : {1, 2})
                CHECK(recovery_codes::find_state(db, "max", code_hash("a", number)) == CodeState::voided);
            CHECK(recovery_codes::redeem(db, "max", code_hash("b", 2), noon) == "b.2");
            CHECK_FALSE(recovery_codes::keep(db, "max", "a", noon));
        });
    });
}

TEST_CASE("a set is made in place of the present one alone: a second click and a stale page void nothing")
{
    on_each_with_set([](Database& database) {
        database.write([](Connection& db) {
            for (auto const former : {std::string_view{""}, std::string_view{"x"}, std::string_view{"a\0", 2}})
                CHECK_FALSE(create(db, code_set("b", "flow_1"), former));
            CHECK(recovery_codes::find_set(db, "max")->id == "a");
            CHECK(recovery_codes::count_unused(db, "max") == 10);
            CHECK(recovery_codes::find_state(db, "max", code_hash("b", 1)) == CodeState::unknown);
            REQUIRE(create(db, code_set("b", "flow_1"), "a"));
            CHECK_FALSE(create(db, code_set("c", "flow_1"), "a"));
            auto eva = code_set("d", "flow_1");
            eva.account_id = "eva";
            CHECK_FALSE(create(db, eva, "b"));
            CHECK(create(db, eva, ""));
            CHECK(recovery_codes::find_set(db, "max")->id == "b");
        });
    });
}

TEST_CASE("codes that were kept stay good, and their text is gone")
{
    on_each_with_set([](Database& database) {
        database.write([](Connection& db) {
            CHECK_FALSE(recovery_codes::keep(db, "eva", "a", noon));
            CHECK_FALSE(recovery_codes::keep(db, "max", "b", noon));
            CHECK_FALSE(recovery_codes::keep(db, "max", std::string("a\0", 2), noon));
            CHECK(recovery_codes::find_set(db, "max")->sealed_codes);
            CHECK(recovery_codes::keep(db, "max", "a", noon + one_ms));
            CHECK(recovery_codes::keep(db, "max", "a", noon + hour)); // the second click of two
            auto const set = recovery_codes::find_set(db, "max");
            CHECK(set->kept_at == noon + one_ms);
            CHECK_FALSE(set->sealed_codes);
            CHECK(recovery_codes::count_unused(db, "max") == 10);
        });
    });
}

TEST_CASE("20 parallel clicks make one set, with a former one and without")
{
    on_each_with_set([](Database& database) {
        auto const click = [&](std::string account_id, std::string_view former) {
            return count_true_in_parallel(20, [&](int i) {
                return database.write([&](Connection& db) {
                    auto set = code_set(account_id + std::to_string(i), "flow_2");
                    set.account_id = account_id;
                    return create(db, set, former);
                });
            });
        };
        CHECK(click("max", "a") == 1);
        CHECK(click("eva", "") == 1);
        database.read([](Connection& db) {
            for (auto const* const account_id : {"max", "eva"})
                CHECK(recovery_codes::count_unused(db, account_id) == 10);
        });
    });
}

TEST_CASE("texts are erased a moment after their end, the codes stay good")
{
    on_each_with_set([](Database& database) {
        database.write([](Connection& db) {
            CHECK(recovery_codes::erase_shown(db, noon + shown) == 0);
            CHECK(recovery_codes::erase_shown(db, noon + shown + one_ms) == 1);
            CHECK(recovery_codes::erase_shown(db, noon + shown + one_ms) == 0);
            CHECK_FALSE(recovery_codes::find_set(db, "max")->sealed_codes);
            CHECK(recovery_codes::count_unused(db, "max") == 10);
        });
    });
}

TEST_CASE("voided sets are removed with their codes, valid ones never; all go with the account")
{
    on_each_with_set([](Database& database) {
        database.write([](Connection& db) {
            REQUIRE(create(db, code_set("b", "flow_2", noon + hour), "a"));
            CHECK(recovery_codes::remove_voided(db, noon + hour) == 0);
            CHECK(recovery_codes::remove_voided(db, noon + hour + one_ms) == 1);
            CHECK(recovery_codes::find_state(db, "max", code_hash("a", 1)) == CodeState::unknown);
            CHECK(recovery_codes::remove_voided(db, noon + 1000 * hour) == 0);
            REQUIRE(db.execute("DELETE FROM accounts WHERE id = :id", {{"id", "max"}}) == 1);
            CHECK_FALSE(recovery_codes::has_set(db, "max"));
            CHECK(recovery_codes::find_state(db, "max", code_hash("b", 1)) == CodeState::unknown);
        });
    });
}

} // namespace zugang::store::test
