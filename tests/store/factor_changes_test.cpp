// What "that was not me" takes back of an account's second factors: what was done in a span, no more and no less.
#include "store/factor_changes.hpp"
#include "store/factors.hpp"
#include "store/recovery_codes.hpp"
#include "store/totp_factors.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

using Names = std::vector<std::string>;

void confirm(Connection& db, std::string const& name, Instant at)
{
    TotpFactor row;
    row.id = "fct_" + name;
    row.account_id = "max";
    row.flow_id = "flow of " + name;
    row.name = name;
    row.secret = hash_of("sealed");
    row.algorithm = "SHA1";
    row.created_at = at;
    row.expires_at = at + hour;
    static_cast<void>(totp_factors::insert_once(db, row));
    REQUIRE(totp_factors::confirm(db, {row.id, 1, name, 9}, at) == totp_factors::Confirmed::yes);
}

void remove(Connection& db, std::string const& name, Instant at)
{
    REQUIRE(factors::remove(db, "fct_" + name, "max", factors::Last::may_go, at) == factors::Removed::yes);
}

Names names(Connection& db)
{
    Names all;
    for (auto const& factor : totp_factors::list_confirmed(db, "max"))
        all.push_back(factor.name);
    return all;
}

void make_codes(Connection& db, std::string const& id, std::string const& former, Instant at)
{
    RecoveryCodeSet const set{.id = id,
                              .account_id = "max",
                              .flow_id = "flow of " + id,
                              .sealed_codes = std::nullopt,
                              .shown_until = at,
                              .created_at = at};
    REQUIRE(recovery_codes::create_set(db, set, former, {hash_of("code of " + id)}));
}

void on_each_with_max(std::function<void(Connection&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([&](Connection& db) { test(db); });
    });
}

} // namespace

TEST_CASE("what was added in the span goes, what was removed in it comes back, and the rest stays")
{
    on_each_with_max([](Connection& db) {
        confirm(db, "lost before", noon - hour);
        confirm(db, "own", noon - hour);
        remove(db, "lost before", noon - one_ms);
        confirm(db, "foreign", noon);
        remove(db, "own", noon + one_ms);
        confirm(db, "foreign for a moment", noon + one_ms);
        remove(db, "foreign for a moment", noon + 2 * one_ms);
        confirm(db, "after", noon + hour);
        auto const undone = factor_changes::undo(db, {"max", noon, noon + hour}, noon + 2 * hour);
        CHECK(undone.removed == 1);
        CHECK(undone.restored == 1);
        CHECK_FALSE(undone.codes_changed);
        CHECK(names(db) == Names{"own", "after"});
        CHECK_FALSE(factors::restore(db, "fct_foreign", noon + 2 * hour));
    });
}

TEST_CASE("an unfinished key is void as well")
{
    on_each_with_max([](Connection& db) {
        TotpFactor row;
        row.id = "fct_open";
        row.account_id = "max";
        row.flow_id = "flow";
        row.algorithm = "SHA1";
        row.created_at = noon - hour;
        row.expires_at = noon + hour;
        static_cast<void>(totp_factors::insert_once(db, row));
        static_cast<void>(factor_changes::undo(db, {"max", noon, noon + one_ms}, noon));
        CHECK_FALSE(totp_factors::find(db, "fct_open"));
    });
}

TEST_CASE("recovery codes made in the span are void, and those they took the place of count again")
{
    on_each_with_max([](Connection& db) {
        make_codes(db, "rcs_older", "", noon - 2 * hour);
        make_codes(db, "rcs_own", "rcs_older", noon - hour);
        make_codes(db, "rcs_foreign", "rcs_own", noon);
        make_codes(db, "rcs_foreign_too", "rcs_foreign", noon + one_ms);
        CHECK(factor_changes::undo(db, {"max", noon, noon + hour}, noon + hour).codes_changed);
        CHECK(recovery_codes::find_set(db, "max")->id == "rcs_own");
        CHECK(recovery_codes::count_unused(db, "max") == 1);
        CHECK_FALSE(factor_changes::undo(db, {"max", noon, noon + hour}, noon + hour).codes_changed);
        CHECK(recovery_codes::find_set(db, "max")->id == "rcs_own");
    });
}

TEST_CASE("recovery codes voided in the span without new ones come back, unless there are new ones since")
{
    on_each_with_max([](Connection& db) {
        make_codes(db, "rcs_own", "", noon - hour);
        REQUIRE(recovery_codes::void_set(db, "max", "rcs_own", noon));
        CHECK_FALSE(recovery_codes::void_set(db, "max", "rcs_own", noon));
        CHECK(factor_changes::undo(db, {"max", noon, noon + hour}, noon + hour).codes_changed);
        CHECK(recovery_codes::find_set(db, "max")->id == "rcs_own");
        REQUIRE(recovery_codes::void_set(db, "max", "rcs_own", noon + one_ms));
        make_codes(db, "rcs_new", "", noon + 2 * hour);
        CHECK_FALSE(factor_changes::undo(db, {"max", noon, noon + hour}, noon + 2 * hour).codes_changed);
        CHECK(recovery_codes::find_set(db, "max")->id == "rcs_new");
    });
}

TEST_CASE("recovery codes made before the span or after it stay")
{
    on_each_with_max([](Connection& db) {
        make_codes(db, "rcs_own", "", noon - one_ms);
        CHECK_FALSE(factor_changes::undo(db, {"max", noon, noon + hour}, noon + hour).codes_changed);
        make_codes(db, "rcs_after", "rcs_own", noon + hour);
        CHECK_FALSE(factor_changes::undo(db, {"max", noon, noon + hour}, noon + hour).codes_changed);
        CHECK(recovery_codes::find_set(db, "max")->id == "rcs_after");
    });
}

} // namespace zugang::store::test
