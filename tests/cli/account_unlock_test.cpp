#include "idp/throttle/counters.hpp"
#include "idp/throttle/factor_counters.hpp"
#include "tests/cli/support.hpp"

using zugang::idp::cli::testing::on_each_store;
using zugang::idp::cli::testing::Rig;
namespace throttle = zugang::idp::throttle;
namespace store = zugang::store;

namespace {

void count(Rig& rig, zugang::Bytes const& key, std::int64_t in_a_row)
{
    rig.database().write([&](store::Connection& tx) {
        auto counter = store::attempts::hold(tx, key, zugang::Instant{});
        counter.in_a_row = in_a_row;
        store::attempts::save(tx, counter, std::nullopt);
    });
}

std::int64_t rows(Rig& rig)
{
    return rig.database().read([](store::Connection& db) {
        return db.query_one("SELECT COUNT(*) AS counters FROM attempts").value().integer("counters");
    });
}

} // namespace

TEST_CASE("unlocking forgets wrong passwords and codes of an account, says how many, and leaves others alone")
{
    on_each_store([](Rig& rig) {
        auto const add = [&](std::string const& email, std::string const& username) {
            return rig.run_json({"account", "add", "--email", email, "--username", username}).string("sub").value();
        };
        auto const max = add("max@example.com", "max");
        auto const erika = add("erika@example.com", "erika");
        auto const sealer = rig.sealer();
        using throttle::Factor;
        count(rig, throttle::strangers_key("max@example.com", sealer), 0);
        count(rig, throttle::strangers_key("max", sealer), 0);
        count(rig, throttle::row_key(max, sealer), 100);
        count(rig, throttle::key_of({Factor::totp, max, true}, sealer), 3);
        count(rig, throttle::key_of({Factor::totp, max, false}, sealer), 100);
        count(rig, throttle::key_of({Factor::recovery_code, max, false}, sealer), 7);
        count(rig, throttle::row_key(erika, sealer), 100);
        auto const answer = rig.run_json({"account", "unlock", "max"});
        CHECK(answer.string("sub") == max);
        CHECK(answer.integer("wrong_passwords") == 100);
        CHECK(answer.integer("wrong_app_codes") == 103);
        CHECK(answer.integer("wrong_recovery_codes") == 7);
        CHECK(rows(rig) == 1);
        CHECK(rig.run_well({"account", "unlock", "erika@example.com"}) ==
              "unlocked erika@example.com; forgotten: 100 wrong passwords, 0 wrong codes of apps, 0 wrong recovery "
              "codes\n");
        CHECK(rows(rig) == 0);
        CHECK(rig.run_refused({"account", "unlock", "nobody"}) == "zugang: no account is called \"nobody\"\n");
    });
}
