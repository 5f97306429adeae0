// Authenticator apps: confirmed once, a step that only moves forward, the last one stays.
#include "store/factors.hpp"
#include "store/totp_factors.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

using factors::Last;
using factors::Removed;
using totp_factors::Confirmed;
constexpr int rivals = 50;

TotpFactor factor(std::string name, std::string account_id = "max")
{
    TotpFactor row;
    row.id = "fct_" + name;
    row.account_id = std::move(account_id);
    row.flow_id = "flow of " + name;
    row.name = std::move(name);
    row.secret = hash_of("sealed");
    row.algorithm = "SHA1";
    row.created_at = noon;
    row.expires_at = noon + hour;
    return row;
}

totp_factors::Confirmation confirmation(std::string const& name, std::int64_t step = 100, std::int64_t most = 5)
{
    return {"fct_" + name, step, name + " of Max", most};
}

void add(Connection& db, std::string const& name)
{
    REQUIRE(totp_factors::insert_once(db, factor(name)).id == "fct_" + name);
    REQUIRE(totp_factors::confirm(db, confirmation(name), noon) == Confirmed::yes);
}

void on_each_with_max(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        test(store.database());
    });
}

int count_winners(Database& database, std::function<bool(Connection&, int)> const& use)
{
    return count_true_in_parallel(rivals,
                                  [&](int i) { return database.write([&](Connection& db) { return use(db, i); }); });
}

} // namespace

TEST_CASE("a flow has one unfinished key however often its page is opened, until it starts over")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            CHECK(totp_factors::insert_once(db, factor("a")).id == "fct_a");
            auto second = factor("b");
            second.flow_id = "flow of a";
            CHECK(totp_factors::insert_once(db, second).id == "fct_a");
            CHECK(totp_factors::start_over(db, second));
            CHECK_FALSE(totp_factors::find(db, "fct_a"));
            CHECK(totp_factors::confirm(db, confirmation("a"), noon) == Confirmed::gone);
            auto const found = totp_factors::find_of_flow(db, "flow of a", "max");
            REQUIRE(found);
            CHECK(found->id == "fct_b");
            CHECK(found->secret == hash_of("sealed"));
            CHECK(found->algorithm == "SHA1");
            CHECK(found->last_step == -1);
            CHECK_FALSE(totp_factors::find_of_flow(db, "flow of a", "erika"));
            CHECK(totp_factors::confirm(db, confirmation("b"), noon) == Confirmed::yes);
            CHECK_FALSE(totp_factors::start_over(db, second));
            CHECK(totp_factors::find_of_flow(db, "flow of a", "max")->counts());
        });
    });
}

TEST_CASE("of 50 parallel openings of the set-up page all get the same key")
{
    on_each_with_max([](Database& database) {
        CHECK(count_winners(database, [](Connection& db, int i) {
                  auto rival = factor(std::to_string(i));
                  rival.flow_id = "one flow";
                  return totp_factors::insert_once(db, rival).id == rival.id;
              }) == 1);
    });
}

TEST_CASE("an unfinished key counts for nothing and is confirmed once, before its end")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            CHECK(totp_factors::insert_once(db, factor("a")).tries == 0);
            CHECK(totp_factors::count_confirmed(db, "max") == 0);
            CHECK(totp_factors::list_confirmed(db, "max").empty());
            CHECK_FALSE(totp_factors::advance(db, "fct_a", 200, noon));
            CHECK_FALSE(totp_factors::rename(db, "fct_a", "max", "Other"));
            CHECK(factors::remove(db, "fct_a", "max", Last::may_go, noon) == Removed::gone);
            CHECK(totp_factors::confirm(db, confirmation("a"), noon + hour) == Confirmed::gone);
            CHECK(totp_factors::confirm(db, confirmation("a"), noon + hour - one_ms) == Confirmed::yes);
            CHECK(totp_factors::confirm(db, confirmation("a", 300), noon) == Confirmed::gone);
            auto const factors = totp_factors::list_confirmed(db, "max");
            REQUIRE(factors.size() == 1);
            CHECK(factors[0].name == "a of Max");
            CHECK(factors[0].last_step == 100);
            CHECK(factors[0].confirmed_at == noon + hour - one_ms);
            CHECK_FALSE(factors[0].expires_at);
        });
    });
}

TEST_CASE("codes for an unfinished key are compared so often and no more, and never once it is void")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) { CHECK(totp_factors::insert_once(db, factor("a")).tries == 0); });
        CHECK(count_winners(database,
                            [](Connection& db, int) { return totp_factors::reserve_try(db, "fct_a", 7, noon); }) == 7);
        database.write([](Connection& db) {
            CHECK_FALSE(totp_factors::reserve_try(db, "fct_a", 8, noon + hour));
            CHECK(totp_factors::reserve_try(db, "fct_a", 8, noon + hour - one_ms));
        });
    });
}

TEST_CASE("an account has so many factors and no more, also when they are confirmed at once")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            for (int i = 0; i < rivals; ++i)
                REQUIRE(totp_factors::insert_once(db, factor(std::to_string(i))).tries == 0);
        });
        CHECK(count_winners(database, [](Connection& db, int i) {
                  return totp_factors::confirm(db, confirmation(std::to_string(i)), noon) == Confirmed::yes;
              }) == 5);
        database.write([](Connection& db) {
            CHECK(totp_factors::count_confirmed(db, "max") == 5);
            auto const first = totp_factors::list_confirmed(db, "max").front().id;
            CHECK(factors::remove(db, first, "max", Last::stays, noon) == Removed::yes);
            CHECK(totp_factors::insert_once(db, factor("next")).tries == 0);
            CHECK(totp_factors::confirm(db, confirmation("next"), noon) == Confirmed::yes);
        });
    });
}

TEST_CASE("a step moves only forward, and of 50 parallel uses of one code one succeeds")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) { add(db, "a"); });
        auto const use = [&](std::int64_t step) {
            return count_winners(
                database, [&](Connection& db, int) { return totp_factors::advance(db, "fct_a", step, noon + hour); });
        };
        CHECK(use(100) == 0); // the code it was confirmed with
        CHECK(use(101) == 1);
        CHECK(use(100) == 0);
        CHECK(use(103) == 1);
        CHECK(use(102) == 0);
        auto const found = database.read([](Connection& db) { return totp_factors::find(db, "fct_a"); });
        CHECK(found->last_step == 103);
        CHECK(found->last_used_at == noon + hour);
    });
}

TEST_CASE("a burnt step is refused, those before and after it are not")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            add(db, "a");
            add(db, "b");
            for (auto const step : {105, 107, 105})
                totp_factors::burn(db, "fct_a", step, noon + hour);
            CHECK(totp_factors::advance(db, "fct_a", 104, noon));
            CHECK_FALSE(totp_factors::advance(db, "fct_a", 105, noon));
            CHECK(totp_factors::advance(db, "fct_a", 106, noon));
            CHECK_FALSE(totp_factors::advance(db, "fct_a", 107, noon));
            CHECK(totp_factors::advance(db, "fct_b", 107, noon));
            totp_factors::remove_expired(db, noon + hour);
            CHECK_FALSE(totp_factors::advance(db, "fct_a", 107, noon));
            totp_factors::remove_expired(db, noon + hour + one_ms);
            CHECK(totp_factors::advance(db, "fct_a", 107, noon));
        });
    });
}

TEST_CASE("the last factor stays, however many are removed at the same moment")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            for (int i = 0; i < 5; ++i)
                add(db, std::to_string(i));
        });
        CHECK(count_winners(database, [](Connection& db, int i) {
                  return factors::remove(db, "fct_" + std::to_string(i % 5), "max", Last::stays, noon) == Removed::yes;
              }) == 4);
        database.write([](Connection& db) {
            auto const left = totp_factors::list_confirmed(db, "max");
            REQUIRE(left.size() == 1);
            CHECK(factors::remove(db, left[0].id, "max", Last::stays, noon) == Removed::is_last);
            CHECK(factors::remove(db, left[0].id, "erika", Last::may_go, noon) == Removed::gone);
            CHECK(factors::remove(db, left[0].id, "max", Last::may_go, noon) == Removed::yes);
            CHECK(factors::remove(db, left[0].id, "max", Last::may_go, noon) == Removed::gone);
            CHECK_FALSE(totp_factors::advance(db, left[0].id, 200, noon));
        });
    });
}

TEST_CASE("what was removed comes back once, within 72 hours, with the step where it was")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            add(db, "a");
            CHECK(totp_factors::advance(db, "fct_a", 200, noon));
            CHECK_FALSE(factors::restore(db, "fct_a", noon)); // was never removed
            CHECK(factors::remove(db, "fct_a", "max", Last::may_go, noon) == Removed::yes);
            CHECK_FALSE(factors::restore(db, "fct_a", noon + factors::undo_time));
            CHECK(factors::restore(db, "fct_a", noon + factors::undo_time - one_ms));
            CHECK_FALSE(factors::restore(db, "fct_a", noon));
            CHECK(totp_factors::count_confirmed(db, "max") == 1);
            CHECK_FALSE(totp_factors::advance(db, "fct_a", 200, noon));
            CHECK(totp_factors::advance(db, "fct_a", 201, noon));
        });
    });
}

TEST_CASE("unfinished keys go at their end and removed ones when they cannot come back; the others stay")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            add(db, "kept");
            add(db, "removed");
            CHECK(totp_factors::insert_once(db, factor("unfinished")).tries == 0);
            CHECK(factors::remove(db, "fct_removed", "max", Last::stays, noon) == Removed::yes);
            CHECK(totp_factors::remove_expired(db, noon + hour) == 0);
            CHECK(totp_factors::remove_expired(db, noon + hour + one_ms) == 1);
            CHECK_FALSE(totp_factors::find(db, "fct_unfinished"));
            CHECK(totp_factors::remove_expired(db, noon + factors::undo_time) == 0);
            CHECK(totp_factors::remove_expired(db, noon + factors::undo_time + one_ms) == 1);
            CHECK_FALSE(totp_factors::find(db, "fct_removed"));
            CHECK(totp_factors::count_confirmed(db, "max") == 1);
        });
    });
}

TEST_CASE("a name is changed by its owner alone, and the factors of an account go with it")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) {
            add(db, "a");
            totp_factors::burn(db, "fct_a", 105, noon + hour);
            CHECK_FALSE(totp_factors::rename(db, "fct_a", "erika", "Taken"));
            CHECK(totp_factors::rename(db, "fct_a", "max", "Tablet"));
            CHECK(totp_factors::find(db, "fct_a")->name == "Tablet");
            CHECK(accounts::remove(db, "max"));
            CHECK_FALSE(totp_factors::find(db, "fct_a"));
        });
    });
}

} // namespace zugang::store::test
