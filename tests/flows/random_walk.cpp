// Random walks through the whole sign-in over HTTP: every step in any order, Back, two tabs, two people in one browser,
// expired and parallel forms. No token may claim what was not proved in that browser for that account.
// ZUGANG_WALK_SEED begins elsewhere, ZUGANG_WALKS walks longer.
#include "doctest.h"
#include "tests/flows/walker.hpp"
#include <cstdlib>

namespace zugang::tests {
namespace {

constexpr int walks_by_default = 40;
constexpr int steps_of_a_walk = 24;

int number_from(char const* variable, int usual)
{
    auto const* const text = std::getenv(variable);
    return text == nullptr ? usual : std::atoi(text);
}

void set_up(idp::config::Config& config, idp::config::SecondFactor policy)
{
    config.policy.second_factor = policy;
    // One network tries everything here; what one account and factor are guarded by stays as it is.
    config.limits.failures_per_minute_and_network = 1'000'000;
    config.limits.names_per_hour_and_network = 1'000'000;
    config.limits.names_per_day_and_network = 1'000'000;
    config.limits.failures_to_alarm = 1'000'000;
}

/// "strict" demands two factors of everybody; "stranger" is not trusted, so that consent is asked for.
void add_clients(Stand& stand)
{
    for (auto const* const id : {"portal", "strict", "stranger"}) {
        idp::oauth::Client client;
        client.id = id;
        client.name = id;
        client.redirect_uris = {"https://portal.example/callback"};
        client.scope = {"openid", "email"};
        client.trusted = client.id != "stranger";
        if (client.id == "strict")
            client.minimum_level = idp::oauth::Level::mfa;
        stand.add_client(client);
    }
}

WalkCounts walk_with(idp::config::SecondFactor policy)
{
    Stand stand{Engine::sqlite, {.configure = [&](idp::config::Config& config) { set_up(config, policy); }}};
    add_clients(stand);
    WalkCounts all;
    auto const first = static_cast<unsigned>(number_from("ZUGANG_WALK_SEED", 1));
    auto const walks = static_cast<unsigned>(number_from("ZUGANG_WALKS", walks_by_default));
    for (auto seed = first; seed < first + walks; ++seed) {
        Walker walker{stand, policy == idp::config::SecondFactor::required, seed};
        walker.wander(steps_of_a_walk);
        auto const has_arrived = walker.faults().empty() && walker.arrive();
        CAPTURE(seed);
        CAPTURE(walker.story());
        CHECK(walker.faults().empty());
        CHECK(has_arrived);
        all += walker.counts;
        if (!walker.faults().empty() || !has_arrived)
            break; // one story is enough to read
    }
    MESSAGE(all.words());
    return all;
}

} // namespace

TEST_SUITE("random walk")
{
    TEST_CASE("where a second factor is required, no token claims more than was proved, and who does right gets one")
    {
        auto const counts = walk_with(idp::config::SecondFactor::required);
        CHECK(counts.tokens == counts.tokens_with_mfa);
        CHECK(counts.tokens > 2 * counts.arrived);
        CHECK(counts.enrolled > counts.arrived / 4);
        CHECK(counts.refused_codes > 0);
        CHECK(counts.recovered > 0);
        CHECK(counts.passkeys > 0);
        CHECK(counts.put_off == 0);
    }

    TEST_CASE("where it is recommended, likewise; whoever has a factor uses it")
    {
        auto const counts = walk_with(idp::config::SecondFactor::recommended);
        CHECK(counts.tokens > counts.tokens_with_mfa);
        CHECK(counts.tokens_with_mfa > counts.arrived / 4);
        CHECK(counts.enrolled > 0);
        CHECK(counts.put_off > 0);
        CHECK(counts.errors > counts.arrived / 10);
    }
}

} // namespace zugang::tests
