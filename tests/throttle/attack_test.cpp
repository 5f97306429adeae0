// Attacks, with the numbers they are held to.
#include "tests/throttle/guessing.hpp"
#include <atomic>
#include <barrier>
#include <thread>
#include <vector>

namespace zugang::tests {
namespace {

constexpr auto device_cookie_name = "__Host-zugang_dev";

/// What became of many guesses.
struct Tally {
    std::atomic<int> compared = 0;
    std::atomic<int> told_to_wait = 0;
    std::atomic<int> got_in = 0;
    std::atomic<int> anything_else = 0;

    void count(Page const& page)
    {
        if (was_compared(page))
            ++compared;
        else if (page.status == 429)
            ++told_to_wait;
        else if (page.status == 200)
            ++got_in;
        else
            ++anything_else;
    }
};

/// Runs `work(i)` for i < count on so many threads that start together.
template <class Work>
void in_parallel(int threads, int count, Work const& work)
{
    std::barrier start{threads};
    std::atomic<int> next = 0;
    std::vector<std::jthread> all;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&] {
            start.arrive_and_wait();
            for (int i = next++; i < count; i = next++)
                work(i);
        });
}

std::string address_of(int number)
{
    return "10." + std::to_string(number / 65536 % 256) + "." + std::to_string(number / 256 % 256) + "." +
           std::to_string(number % 256);
}

/// A browser of the owner's, known but signed out.
Browser owners_browser(Guessing& guessing)
{
    auto browser = guessing.stand.browser();
    REQUIRE(guessing.sign_in_completely(browser).address.starts_with("https://portal.example/"));
    auto fresh = guessing.stand.browser();
    fresh.cookies[device_cookie_name] = browser.cookies.at(device_cookie_name);
    return fresh;
}

} // namespace

TEST_CASE_FIXTURE(
    Guessing, "of 1,000 parallel guesses from 1,000 addresses ten are compared, while the owner signs in undisturbed")
{
    constexpr int guesses = 1000;
    auto const device = owners_browser(*this);
    wait(1min);
    Tally attack;
    std::atomic<int> owner_signed_in = 0;
    std::jthread owner{[&] {
        for (int i = 0; i < 5; ++i) {
            auto browser = stand.browser();
            browser.cookies = device.cookies;
            browser.extra_headers = {{"X-Forwarded-For", "192.0.2.1"}};
            auto const page = sign_in(browser, portal_request(), owner_name, owner_password);
            owner_signed_in += page.name() == "totp" ? 1 : 0; // asked for the code: the password was taken
        }
    }};
    in_parallel(16, guesses, [&](int i) {
        // The right password among them would not help: it is not compared either.
        attack.count(Guesser(stand, address_of(i)).guess(owner_name, i % 2 == 0 ? wrong_password : "noch ein Versuch"));
    });
    owner.join();
    CHECK(attack.compared == 10); // limits.passwords_of_strangers; then a wait, and the clock stands still
    CHECK(attack.told_to_wait == guesses - 10);
    CHECK(attack.got_in == 0);
    CHECK(attack.anything_else == 0);
    CHECK(owner_signed_in == 5);
    auto browser = stand.browser();
    browser.cookies = device.cookies;
    auto const page = sign_in(browser, portal_request(), owner_name, owner_password);
    CHECK(browser.submit(page, {{"code", code()}}, "/login/totp").address.starts_with("https://portal.example/"));
}

TEST_CASE_FIXTURE(Guessing,
                  "of a year of guessing from ever new addresses a hundred passwords are compared, and no more")
{
    auto const device = owners_browser(*this);
    int compared = 0;
    int refused = 0;
    auto const end = now() + std::chrono::days{365};
    for (int i = 0; now() < end; ++i) {
        auto const page = Guesser(stand, address_of(i)).guess(owner_name);
        compared += was_compared(page) ? 1 : 0;
        refused += page.status == 429 ? 1 : 0;
        if (page.has_message("device_unknown"))
            wait(std::chrono::days{30});
        else
            wait(page.status == 429 ? Duration{std::chrono::seconds{std::stoi(page.header("retry-after"))}} : 1s);
    }
    CHECK(compared == 100);
    CHECK(refused > 12);
    auto browser = stand.browser();
    browser.cookies = device.cookies; // the owner has not signed in all year, and the device is forgotten
    browser.extra_headers = {{"X-Forwarded-For", "192.0.2.1"}};
    auto const closed = sign_in(browser, portal_request(), owner_name, owner_password);
    REQUIRE(closed.has_message("device_unknown"));
    browser.submit(closed, {}, "/login/unlock");
    auto const link = link_in(stand.mails().back().mail.text, "/link/unlock-device");
    browser.submit(browser.get(link), {}, "/link/unlock-device"); // but gets in by mail
    CHECK(sign_in(browser, portal_request(), owner_name, owner_password).name() == "totp");
}

TEST_CASE_FIXTURE(Guessing, "a parallel burst from one address compares five passwords")
{
    Tally attack;
    in_parallel(16, 200, [&](int) { attack.count(Guesser(stand, "192.0.2.1").guess(owner_name)); });
    CHECK(attack.compared == 5);
    CHECK(attack.told_to_wait == 195);
}

TEST_CASE_FIXTURE(Guessing, "one address that sprays a known password over 1,000 names tries 20 in a minute")
{
    Tally attack;
    in_parallel(16, 1000, [&](int i) {
        attack.count(Guesser(stand, "192.0.2.1").guess("name" + std::to_string(i) + "@example.org"));
    });
    CHECK(attack.compared == 20);
    CHECK(attack.told_to_wait == 980);
}

TEST_CASE("one address that sprays for a day tries 200 names, as patiently as it may")
{
    Guessing guessing;
    Guesser guesser{guessing.stand, "192.0.2.1"};
    int compared = 0;
    auto const end = guessing.now() + 24h;
    while (guessing.now() < end) {
        auto const page = guesser.guess("name" + std::to_string(compared) + "@example.org");
        compared += was_compared(page) ? 1 : 0;
        guessing.wait(page.status == 429 ? Duration{std::chrono::seconds{std::stoi(page.header("retry-after"))}} : 1s);
    }
    CHECK(compared == 200);
}

TEST_CASE_FIXTURE(Guessing, "who stole the password blocks neither the owner's password nor the owner's second factor")
{
    auto const device = owners_browser(*this);
    wait(1min);
    Tally thief;
    for (int i = 0; i < 200; ++i) {
        Browser browser = stand.browser();
        browser.extra_headers = {{"X-Forwarded-For", address_of(i)}};
        auto const asked = sign_in(browser, portal_request(), owner_name, owner_password);
        REQUIRE(asked.name() == "totp");
        auto const answer = browser.submit(asked, {{"code", "000000"}}, "/login/totp");
        thief.compared += answer.status == 200 && answer.name() == "totp" ? 1 : 0;
        thief.told_to_wait += answer.status == 429 ? 1 : 0;
    }
    CHECK(thief.compared == 5);
    CHECK(thief.told_to_wait == 195);
    auto browser = stand.browser();
    browser.cookies = device.cookies;
    auto const asked = sign_in(browser, portal_request(), owner_name, owner_password);
    CHECK(browser.submit(asked, {{"code", code()}}, "/login/totp").address.starts_with("https://portal.example/"));
}

} // namespace zugang::tests
