#include "doctest.h"
#include "idp/cli/tune_password.hpp"
#include <vector>

using zugang::Duration;
using zugang::idp::cli::PasswordCost;
using zugang::idp::cli::propose_password_cost;
using zugang::keys::Argon2Parameters;

namespace {

/// A host on which a MiB takes so many microseconds a pass.
PasswordCost propose_on_host(std::int64_t microseconds_per_mib)
{
    return propose_password_cost([=](Argon2Parameters cost) {
        return Duration{std::int64_t{cost.memory_kib} * cost.iterations * microseconds_per_mib / 1024 / 1000};
    });
}

} // namespace

TEST_CASE("a usual host keeps the default cost")
{
    auto const cost = propose_on_host(2500); // 115 ms
    CHECK(cost.parameters.memory_kib == 47104);
    CHECK(cost.parameters.iterations == 1);
    CHECK(cost.is_in_range);
}

TEST_CASE("the default cost is kept from 100 ms to 250 ms")
{
    CHECK(propose_on_host(2174).parameters.memory_kib == 47104); // 100 ms
    CHECK(propose_on_host(2173).parameters.memory_kib == 65536); // 99 ms
    CHECK(propose_on_host(5434).parameters.memory_kib == 47104); // 249 ms
    CHECK(propose_on_host(5457).parameters.memory_kib == 19456); // 251 ms
}

TEST_CASE("a fast host takes more memory and passes until it needs 100 ms")
{
    auto const cost = propose_on_host(600); // 38 ms a pass
    CHECK(cost.parameters.memory_kib == 65536);
    CHECK(cost.parameters.iterations == 3);
    CHECK(cost.takes >= Duration{100});
    CHECK(cost.is_in_range);
}

TEST_CASE("a slow host gets the lowest cost that is accepted, and is told")
{
    auto const cost = propose_on_host(20000);
    CHECK(cost.parameters.memory_kib == 19456);
    CHECK(cost.parameters.iterations == 2);
    CHECK(!cost.is_in_range);
}

TEST_CASE("a clock that stands still ends with the most passes")
{
    auto const cost = propose_on_host(0);
    CHECK(cost.parameters.iterations == 100);
    CHECK(!cost.is_in_range);
}
