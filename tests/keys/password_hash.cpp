#include "keys/password_hash.hpp"
#include "doctest.h"
#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <vector>

namespace zugang::keys::test {
namespace {

constexpr Argon2Parameters quick_parameters{.memory_kib = 1024, .iterations = 1};

Secret secret(char const* text)
{
    return Secret{text};
}

/// The least of several runs: what the work takes when nobody disturbs.
template <class Work>
std::chrono::nanoseconds least_time(Work const& work)
{
    auto least = std::chrono::nanoseconds::max();
    for (int i = 0; i < 7; ++i) {
        auto const start = std::chrono::steady_clock::now();
        work();
        least = std::min(least, std::chrono::nanoseconds{std::chrono::steady_clock::now() - start});
    }
    return least;
}

} // namespace

TEST_CASE("the right password verifies, a wrong, cut or longer one does not")
{
    PasswordHasher const hasher{quick_parameters};
    auto const phc = hasher.hash(secret("Regenschirm im Mai"));
    CHECK(hasher.verify(secret("Regenschirm im Mai"), phc));
    CHECK_FALSE(hasher.verify(secret("Regenschirm im mai"), phc));
    CHECK_FALSE(hasher.verify(secret("Regenschirm im Ma"), phc));
    CHECK_FALSE(hasher.verify(secret("Regenschirm im Mai "), phc));
    CHECK_FALSE(hasher.verify(secret(""), phc));
}

TEST_CASE("a hash is an Argon2id string with the parameters, and another one each time")
{
    PasswordHasher const hasher{quick_parameters};
    auto const phc = hasher.hash(secret("Regenschirm"));
    CHECK(phc.starts_with("$argon2id$v=19$m=1024,t=1,p=1$"));
    CHECK(phc != hasher.hash(secret("Regenschirm")));
    CHECK(PasswordHasher{{}}.hash(secret("Regenschirm")).starts_with("$argon2id$v=19$m=47104,t=1,p=1$"));
}

TEST_CASE("forms of a password that NFKC makes equal verify, others do not")
{
    PasswordHasher const hasher{quick_parameters};
    auto const phc = hasher.hash(secret("Gr\u00fc\u00dfe \ufb01x")); // composed ü, ligature fi
    CHECK(hasher.verify(secret("Gru\u0308\u00dfe \ufb01x"), phc));   // u and combining diaeresis
    CHECK(hasher.verify(secret("Gru\u0308\u00dfe fix"), phc));
    CHECK(hasher.verify(secret("\uff27r\u00fc\u00dfe fix"), phc)); // full-width G
    CHECK_FALSE(hasher.verify(secret("Grusse fix"), phc));
    CHECK_FALSE(hasher.verify(secret("Gr\u00fcsse fix"), phc)); // ß is not ss in NFKC
}

TEST_CASE("a password may hold a zero byte and what stands behind it counts")
{
    PasswordHasher const hasher{quick_parameters};
    auto const phc = hasher.hash(Secret{std::string("eins\0zwei", 9)});
    CHECK(hasher.verify(Secret{std::string("eins\0zwei", 9)}, phc));
    CHECK_FALSE(hasher.verify(Secret{std::string("eins\0drei", 9)}, phc));
    CHECK_FALSE(hasher.verify(secret("eins"), phc));
}

TEST_CASE("strings as libargon2 writes them are understood, with other parameters and salt lengths")
{
    // argon2 somesalt -id -t 2 -k 65536 -p 1, from the test vectors published with the reference implementation.
    PasswordHasher const hasher{quick_parameters};
    std::string const phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                            "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    CHECK(hasher.verify(secret("password"), phc));
    CHECK_FALSE(hasher.verify(secret("Password"), phc));
    CHECK(hasher.needs_rehash(phc));
}

TEST_CASE("what is no Argon2id string is refused and does no harm")
{
    PasswordHasher const hasher{quick_parameters};
    auto const phc = hasher.hash(secret("Regenschirm"));
    std::vector<std::string> const strings{"",
                                           "$",
                                           "Regenschirm",
                                           "$argon2id$",
                                           "$argon2id$v=19$m=1024,t=1,p=1$",
                                           "$argon2i$" + phc.substr(10),
                                           "$2b$12$abcdefghijklmnopqrstuv",
                                           phc.substr(0, phc.size() - 1),
                                           phc + "A",
                                           phc + "$",
                                           " " + phc,
                                           phc + std::string(1, '\0'),
                                           phc + std::string(200, 'A'),
                                           std::string("$argon2id$") + std::string(500, '1')};
    for (auto const& each : strings) {
        CAPTURE(each);
        CHECK_FALSE(hasher.verify(secret("Regenschirm"), each));
        CHECK(hasher.needs_rehash(each));
    }
    CHECK(hasher.verify(secret("Regenschirm"), phc));
}

TEST_CASE("a hash is renewed when memory or iterations change, in either direction, and only then")
{
    auto const phc = PasswordHasher{quick_parameters}.hash(secret("Regenschirm"));
    CHECK_FALSE(PasswordHasher{quick_parameters}.needs_rehash(phc));
    CHECK(PasswordHasher{{.memory_kib = 1025, .iterations = 1}}.needs_rehash(phc));
    CHECK(PasswordHasher{{.memory_kib = 1023, .iterations = 1}}.needs_rehash(phc));
    CHECK(PasswordHasher{{.memory_kib = 1024, .iterations = 2}}.needs_rehash(phc));
    // It still verifies meanwhile.
    CHECK(PasswordHasher{{.memory_kib = 2048, .iterations = 2}}.verify(secret("Regenschirm"), phc));
}

TEST_CASE("a password that is not UTF-8 never verifies and cannot be set")
{
    PasswordHasher const hasher{quick_parameters};
    auto const phc = hasher.hash(secret(""));
    CHECK(hasher.verify(secret(""), phc));
    CHECK_FALSE(hasher.verify(secret("\xff\xfe"), phc));
    CHECK_FALSE(hasher.verify_nobody(secret("\xff\xfe")));
    CHECK_THROWS_AS(static_cast<void>(hasher.hash(secret("\xff\xfe"))), std::invalid_argument);
}

TEST_CASE("an account that does not exist costs what a wrong password costs")
{
    PasswordHasher const hasher{{.memory_kib = 4096, .iterations = 2}};
    auto const phc = hasher.hash(secret("Regenschirm"));
    auto const wrong = least_time([&] { CHECK_FALSE(hasher.verify(secret("Sonnenschirm"), phc)); });
    auto const nobody = least_time([&] { CHECK_FALSE(hasher.verify_nobody(secret("Sonnenschirm"))); });
    // Skipping the hash would be a factor of a thousand; the bound is wide because the machine is shared.
    CHECK(nobody * 4 > wrong);
    CHECK(wrong * 4 > nobody);
}

TEST_CASE("parameters below the least possible are refused")
{
    CHECK_THROWS_AS(PasswordHasher({.memory_kib = 7, .iterations = 1}), std::invalid_argument);
    CHECK_NOTHROW(PasswordHasher({.memory_kib = 8, .iterations = 1}));
    CHECK_THROWS_AS(PasswordHasher({.memory_kib = 8, .iterations = 0}), std::invalid_argument);
}

} // namespace zugang::keys::test
