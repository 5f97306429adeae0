// Wrong passwords for one name: what is free, what waits, what is forgiven, and that nothing tells who exists.
#include "tests/throttle/guessing.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

/// Without what differs in every answer and in every browser.
std::string without_tokens(std::string body, std::string const& name)
{
    for (std::string const before :
         {"name=\"csrf\" value=\"", "flow=", "token&quot;:&quot;", "challenge&quot;:&quot;"}) {
        for (auto at = body.find(before); at != std::string::npos; at = body.find(before, at + before.size())) {
            auto const start = at + before.size();
            body.erase(start, body.find_first_of("\"&", start) - start);
        }
    }
    for (auto at = body.find(name); at != std::string::npos; at = body.find(name, at))
        body.replace(at, name.size(), "NAME");
    return body;
}

} // namespace

TEST_CASE_FIXTURE(Guessing,
                  "five wrong passwords are free, the sixth waits two seconds, and each further one twice as long")
{
    Guesser guesser{stand, "192.0.2.1"};
    guesser.fail(5);
    for (auto const length : {2s, 4s, 8s, 16s}) {
        CAPTURE(length.count());
        CHECK(waits(guesser.guess(owner_name), length));
        wait(length - 1ms);
        CHECK(waits(guesser.guess(owner_name), 1s));
        wait(1ms);
        CHECK(was_compared(guesser.guess(owner_name)));
    }
}

TEST_CASE_FIXTURE(
    Guessing, "a wait is told in words, keeps the name, offers a mailed link, and takes not even the right password")
{
    Guesser guesser{stand, "192.0.2.1"};
    guesser.fail(5);
    auto const page = guesser.guess(owner_name, owner_password);
    CHECK(waits(page, 2s));
    CHECK(page.name() == "login");
    CHECK(page.body.find("Bitte warten Sie 2 Sekunden.") != std::string::npos);
    CHECK(page.body.find("value=\"max@example.org\"") != std::string::npos);
    CHECK(page.body.find(owner_password) == std::string::npos);
    CHECK(page.body.find("Link per E-Mail senden") != std::string::npos);
    wait(2s);
    CHECK(got_through(guesser.guess(owner_name, owner_password)));
}

TEST_CASE_FIXTURE(Guessing, "a wait that is asked for again and again grows no longer")
{
    Guesser guesser{stand, "192.0.2.1"};
    guesser.fail(5);
    for (int i = 0; i < 20; ++i)
        CHECK(waits(guesser.guess(owner_name), 2s));
    wait(2s);
    CHECK(was_compared(guesser.guess(owner_name)));
}

TEST_CASE("of one network twenty tries are compared in a day, and a day later it may try again")
{
    Guessing guessing{Engine::sqlite, [](auto& config) { config.limits.passwords_of_strangers = 1000; }};
    Guesser guesser{guessing.stand, "192.0.2.1"};
    guesser.fail(5);
    for (int i = 0; i < 15; ++i) {
        guessing.wait(1h);
        CHECK(was_compared(guesser.guess(owner_name)));
    }
    guessing.wait(1h);
    CHECK(waits(guesser.guess(owner_name), 23h));
    guessing.wait(23h - 1ms);
    CHECK(waits(guesser.guess(owner_name), 1s));
    guessing.wait(1ms);
    guesser.fail(5);
}

TEST_CASE_FIXTURE(Guessing, "a name nobody has waits the same, byte for byte")
{
    Guesser for_known{stand, "192.0.2.1"};
    Guesser for_unknown{stand, "198.51.100.1"};
    constexpr auto unknown_name = "nie@example.org";
    for (int i = 0; i < 30; ++i) {
        CAPTURE(i);
        auto const known = for_known.guess(owner_name);
        auto const unknown = for_unknown.guess(unknown_name);
        CHECK(known.status == unknown.status);
        CHECK(known.header("retry-after") == unknown.header("retry-after"));
        CHECK(without_tokens(known.body, owner_name) == without_tokens(unknown.body, unknown_name));
        wait(i < 10 ? 1s : 400s);
    }
}

TEST_CASE_FIXTURE(Guessing, "one person may try a name spelt in any way only as often as spelt in one")
{
    Guesser guesser{stand, "192.0.2.1"};
    for (auto const* spelling :
         {"max@example.org", "MAX@example.org", " Max@Example.org ", "ｍax@example.org", "maX@example.org"})
        REQUIRE(was_compared(guesser.guess(spelling)));
    CHECK(waits(guesser.guess("max@EXAMPLE.ORG"), 2s));
}

TEST_CASE_FIXTURE(Guessing, "addresses of one IPv6 /64 are one network, those of the next are another")
{
    for (int i = 0; i < 5; ++i) {
        Guesser guesser{stand, "2001:db8:0:1::" + std::to_string(i)};
        guesser.fail(1);
    }
    CHECK(waits(Guesser(stand, "2001:db8:0:1:ffff:ffff:ffff:ffff").guess(owner_name), 2s));
    CHECK(was_compared(Guesser(stand, "2001:db8:0:2::1").guess(owner_name)));
}

TEST_CASE_FIXTURE(Guessing, "addresses a client writes itself make no new network")
{
    for (int i = 0; i < 5; ++i)
        Guesser(stand, "203.0.113." + std::to_string(i) + ", 192.0.2.1").fail(1);
    CHECK(waits(Guesser(stand, "203.0.113.77, 192.0.2.1").guess(owner_name), 2s));
}

TEST_CASE_FIXTURE(Guessing,
                  "ten wrong passwords of strangers are free in a day, then every unknown device waits for this name")
{
    for (int i = 0; i < 10; ++i)
        Guesser(stand, "192.0.2." + std::to_string(i)).fail(1);
    Guesser another{stand, "198.51.100.1"};
    CHECK(waits(another.guess(owner_name), 2s));
    CHECK(was_compared(another.guess("erika@example.org"))); // of another name
    wait(2s);
    CHECK(was_compared(another.guess(owner_name)));
    CHECK(waits(Guesser(stand, "198.51.100.2").guess(owner_name), 4s));
    wait(24h);
    CHECK(was_compared(another.guess(owner_name)));
}

TEST_CASE_FIXTURE(Guessing, "a success forgives what the same network did to the same name, and nothing else")
{
    constexpr auto other_name = "erika@example.org";
    Guesser owner{stand, "192.0.2.1"};
    Guesser stranger{stand, "198.51.100.1"};
    owner.fail(4);
    owner.fail(4, other_name);
    stranger.fail(5);
    CHECK(got_through(owner.guess(owner_name, owner_password)));
    CHECK(waits(stranger.guess(owner_name), 2s)); // what others did stays
    Guesser again{stand, "192.0.2.1"};
    again.fail(1, other_name); // so does what the network did to another name
    CHECK(waits(again.guess(other_name), 2s));
    Guesser fresh{stand, "192.0.2.1"};
    fresh.fail(5); // forgiven: five are free again, and strangers' ten are not used up
}

TEST_CASE_FIXTURE(Guessing, "a success gives the network its own try back, and no other")
{
    Guesser guesser{stand, "192.0.2.1"};
    for (int i = 0; i < 19; ++i)
        REQUIRE(was_compared(guesser.guess("name" + std::to_string(i) + "@example.org")));
    for (int i = 0; i < 3; ++i) {
        Guesser owner{stand, "192.0.2.1"};
        CHECK(got_through(owner.guess(owner_name, owner_password)));
    }
    CHECK(was_compared(guesser.guess("name19@example.org")));
    CHECK(waits(guesser.guess("name20@example.org"), 60s));
}

TEST_CASE_FIXTURE(Guessing, "an account whose owner mistypes and gets it right every time never waits")
{
    for (int i = 0; i < 60; ++i) {
        CAPTURE(i);
        Guesser owner{stand, "192.0.2.1"};
        owner.fail(4);
        REQUIRE(got_through(owner.guess(owner_name, owner_password)));
        wait(1min);
    }
}

} // namespace zugang::tests
