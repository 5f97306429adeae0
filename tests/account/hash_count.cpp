#include "tests/account/flow_steps.hpp"
#include <atomic>
#include <sodium.h>

// Every Argon2id hash draws one salt of 16 bytes from libsodium's generator, and nothing else in this program does: so
// the salts count the hashes, whatever the machine is busy with.
namespace zugang::tests {
namespace {

std::atomic<int> salts_drawn = 0;

void count_and_fill(void* buffer, std::size_t size)
{
    salts_drawn += size == crypto_pwhash_SALTBYTES ? 1 : 0;
    randombytes_sysrandom_implementation.buf(buffer, size);
}

/// Must be in place before libsodium starts, hence before main().
bool count_salts()
{
    static auto counting = randombytes_sysrandom_implementation;
    counting.buf = &count_and_fill;
    return randombytes_set_implementation(&counting) == 0;
}

bool const salts_are_counted = count_salts();

int hashes_of(std::function<void()> const& work)
{
    auto const before = salts_drawn.load();
    work();
    return salts_drawn.load() - before;
}

} // namespace

TEST_CASE("a registration costs one hash, whether the address is known, unknown, unconfirmed or a robot's")
{
    REQUIRE(salts_are_counted);
    Stand stand;
    stand.add_account("bekannt@web.de", good_password);
    auto browser = stand.browser();
    register_address(browser, "offen@web.de");
    for (std::string const email : {"neu@web.de", "bekannt@web.de", "offen@web.de"}) {
        CAPTURE(email);
        CHECK(hashes_of([&] { register_address(browser, email); }) == 1);
    }
    auto const form = browser.get("/register");
    CHECK(hashes_of([&] {
              browser.submit(form,
                             {{"email", "max@web.de"},
                              {"password", good_password},
                              {"password_repeat", good_password},
                              {"accept_terms", "1"},
                              {"website", "x"}},
                             "/register");
          }) == 1);
}

TEST_CASE("a registration that cannot be, costs no hash")
{
    Stand stand;
    auto browser = stand.browser();
    CHECK(hashes_of([&] { register_address(browser, "max@web.de", "passwort1234"); }) == 0);
    CHECK(hashes_of([&] { register_address(browser, "kein at zeichen"); }) == 0);
}

} // namespace zugang::tests
