// What one network may do to all names together, and the whole service's alarm.
#include "store/attempts.hpp"
#include "tests/throttle/guessing.hpp"

namespace zugang::tests {
namespace {

std::string name_of(int number)
{
    return "name" + std::to_string(number) + "@example.org";
}

/// Tries `count` names from `first` on, at a pace that no limit of a minute notices.
void spray(Guessing& guessing, Guesser& guesser, int first, int count)
{
    for (int i = first; i < first + count; ++i) {
        CAPTURE(i);
        REQUIRE(was_compared(guesser.guess(name_of(i))));
        guessing.wait(3100ms);
    }
}

/// The network may try more names in an hour than it may: only the day's limit is looked at.
void many_names_an_hour(idp::config::Config& config)
{
    config.limits.names_per_hour_and_network = 1000;
}

} // namespace

TEST_CASE_FIXTURE(
    Guessing, "one network may fail twenty times in a minute, whatever the names, then waits for the oldest to leave")
{
    Guesser guesser{stand, "192.0.2.1"};
    for (int i = 0; i < 20; ++i) {
        REQUIRE(was_compared(guesser.guess(name_of(i))));
        wait(1s);
    }
    CHECK(waits(guesser.guess(name_of(20)), 40s));
    CHECK(was_compared(Guesser(stand, "192.0.2.2").guess(name_of(20)))); // another network does not
    wait(40s - 1ms);
    CHECK(waits(guesser.guess(name_of(20)), 1s));
    wait(1ms);
    CHECK(was_compared(guesser.guess(name_of(20))));
    CHECK(waits(guesser.guess(name_of(21)), 1s));
}

TEST_CASE_FIXTURE(Guessing, "fifty names in an hour are free, then half a minute lies between two tries")
{
    Guesser guesser{stand, "192.0.2.1"};
    spray(*this, guesser, 0, 50);
    CHECK(waits(guesser.guess(name_of(50)), 27s));  // 3.1 s after the last
    CHECK(was_compared(guesser.guess(name_of(7)))); // no new name
    wait(30s - 1ms);
    CHECK(waits(guesser.guess(name_of(50)), 1s));
    wait(1ms);
    CHECK(was_compared(guesser.guess(name_of(50))));
    CHECK(waits(guesser.guess(name_of(51)), 30s));
    wait(1h);
    CHECK(was_compared(guesser.guess(name_of(51))));
    CHECK(was_compared(guesser.guess(name_of(52))));
}

TEST_CASE("two hundred names in a day are free, then the network is kept out for an hour, and then for two")
{
    Guessing guessing{Engine::sqlite, many_names_an_hour};
    Guesser guesser{guessing.stand, "192.0.2.1"};
    spray(guessing, guesser, 0, 200);
    CHECK(waits(guesser.guess(name_of(200)), 1h));
    CHECK(waits(guesser.guess(name_of(0)), 1h)); // no name at all
    CHECK(was_compared(Guesser(guessing.stand, "192.0.2.2").guess(name_of(200))));
    guessing.wait(1h - 1ms);
    CHECK(waits(guesser.guess(name_of(200)), 1s));
    guessing.wait(1ms);
    CHECK(was_compared(guesser.guess(name_of(0))));
    CHECK(waits(guesser.guess(name_of(200)), 2h)); // a new name is still one too many today
    guessing.wait(2h);
    CHECK(waits(guesser.guess(name_of(200)), 4h));
    guessing.wait(24h);
    CHECK(was_compared(guesser.guess(name_of(200))));
}

TEST_CASE("a known device in a network that is kept out signs in undisturbed")
{
    Guessing guessing{Engine::sqlite, many_names_an_hour};
    auto browser = guessing.stand.browser();
    REQUIRE(guessing.sign_in_completely(browser).address.starts_with("https://portal.example/"));
    Guesser stranger{guessing.stand, "192.0.2.1"};
    spray(guessing, stranger, 0, 200);
    CHECK(waits(stranger.guess(name_of(200)), 1h));
    CHECK(waits(Guesser(guessing.stand, "192.0.2.1").guess(owner_name, owner_password), 1h));
    auto fresh = guessing.stand.browser();
    fresh.cookies["__Host-zugang_dev"] = browser.cookies.at("__Host-zugang_dev");
    CHECK(got_through(Guesser(guessing.stand, "192.0.2.1", fresh).guess(owner_name, owner_password)));
}

TEST_CASE("people who sign in from one network are no names it tried")
{
    Guessing guessing{Engine::sqlite, [](auto& config) {
                          config.limits.names_per_hour_and_network = 2;
                          config.limits.names_per_day_and_network = 3;
                      }};
    for (int i = 0; i < 6; ++i) {
        guessing.stand.add_account(name_of(i), owner_password);
        Guesser person{guessing.stand, "192.0.2.1"};
        CHECK(got_through(person.guess(name_of(i), owner_password)));
    }
}

TEST_CASE("an IPv6 /48 may do ten times what one of its networks may")
{
    Guessing guessing{Engine::sqlite, [](auto& config) {
                          config.limits.failures_per_minute_and_network = 2;
                          config.limits.names_per_hour_and_network = 3;
                      }};
    auto const from = [&](int network) {
        return Guesser{guessing.stand, "2001:db8:7:" + std::to_string(network) + "::1"};
    };
    for (int i = 0; i < 20; ++i)
        REQUIRE(was_compared(from(i).guess(name_of(i))));
    CHECK(waits(from(20).guess(name_of(20)), 60s));
    CHECK(was_compared(Guesser(guessing.stand, "2001:db8:8::1").guess(name_of(20))));
    guessing.wait(60s);
    for (int i = 20; i < 30; ++i)
        REQUIRE(was_compared(from(i).guess(name_of(i))));
    CHECK(waits(from(30).guess(name_of(30)), 30s)); // the 31st name
    guessing.wait(30s);
    CHECK(was_compared(from(30).guess(name_of(30))));
}

TEST_CASE("five times the usual failures of this hour are an alarm, in which networks with failures slow down")
{
    Guessing guessing{Engine::sqlite, [](auto& config) { config.limits.failures_to_alarm = 30; }};
    for (int i = 0; i < 30; ++i)
        Guesser(guessing.stand, "192.0.2." + std::to_string(i)).fail(1, name_of(i));
    CHECK(was_compared(Guesser(guessing.stand, "192.0.2.1").guess(name_of(1)))); // the 31st, which is one too many
    Guesser busy{guessing.stand, "192.0.2.1"};
    CHECK(waits(busy.guess(name_of(50)), 30s));
    CHECK(was_compared(Guesser(guessing.stand, "198.51.100.1").guess(name_of(50)))); // its first is free
    guessing.wait(30s);
    CHECK(was_compared(busy.guess(name_of(50))));
    guessing.wait(10min);
    busy.fail(3, name_of(60));
}

TEST_CASE("what is usual at this hour is no alarm")
{
    Guessing guessing{Engine::sqlite, [](auto& config) { config.limits.failures_to_alarm = 5; }};
    Process process{guessing.stand};
    auto const fail = [&](int network) {
        auto const call = process.call("192.0.2." + std::to_string(network));
        return std::holds_alternative<idp::throttle::Attempt>(
            idp::throttle::reserve_password(name_of(network), call, process.services()));
    };
    auto const hour_start = std::chrono::floor<std::chrono::hours>(guessing.now() - 24h);
    guessing.stand.database().write([&](store::Connection& tx) { // 84 in that hour yesterday: one a slot over the week
        store::attempt_rates::add(tx, hour_start + 10min, 3, 168);
    });
    for (int i = 0; i < 10; ++i) // two a slot are usual, so ten are not five times as many
        REQUIRE(fail(i));
    CHECK(fail(1));
    CHECK_FALSE(fail(1)); // with the eleventh the alarm began
}

} // namespace zugang::tests
