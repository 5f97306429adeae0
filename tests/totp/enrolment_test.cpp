// What an app is given: the key for people, and the otpauth:// address.
#include "doctest.h"
#include "totp/otpauth_uri.hpp"
#include "totp/secret.hpp"
#include <string>

namespace zugang::totp::test {
namespace {

std::string uri(Label const& label, Algorithm algorithm = Algorithm::sha1)
{
    return std::string(otpauth_uri({Secret("12345678901234567890"), algorithm}, label).reveal());
}

std::string const key_text = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

} // namespace

TEST_CASE("RFC 4648 §10: base32, here without padding")
{
    std::string const expected[] = {"", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"};
    std::string const text = "foobar";
    for (std::size_t i = 0; i <= text.size(); ++i)
        CHECK(base32(bytes_of(text.substr(0, i))) == expected[i]);
}

TEST_CASE("a key has 160 bits, is another each time, and is written in groups of four")
{
    SystemRandom random;
    auto const secret = mint_secret(random);
    CHECK(secret.reveal().size() == 20);
    CHECK_FALSE(equal_in_constant_time(secret.bytes(), mint_secret(random).bytes()));
    CHECK(base32(secret.bytes()).size() == 32);
    CHECK(in_groups(key_text) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    CHECK(in_groups("ABCDE") == "ABCD E");
    CHECK(in_groups("").empty());
}

TEST_CASE("the address for apps names issuer and account, and what differs from the apps' defaults")
{
    CHECK(uri({"konto.example", "max@example.org"}) ==
          "otpauth://totp/konto.example:max%40example.org?secret=" + key_text + "&issuer=konto.example");
    CHECK(uri({"konto.example", "max@example.org"}, Algorithm::sha256) ==
          "otpauth://totp/konto.example:max%40example.org?secret=" + key_text +
              "&issuer=konto.example&algorithm=SHA256");
}

TEST_CASE("names with spaces, umlauts and signs are encoded, and no colon is left in them")
{
    CHECK(uri({"Agentur für Arbeit & Co", "Müller: 1+1?#"}) ==
          "otpauth://totp/Agentur%20f%C3%BCr%20Arbeit%20%26%20Co:M%C3%BCller%20%201%2B1%3F%23?secret=" + key_text +
              "&issuer=Agentur%20f%C3%BCr%20Arbeit%20%26%20Co");
    CHECK(uri({"host:8443", "max"}).starts_with("otpauth://totp/host%208443:max?"));
}

TEST_CASE("the algorithm's name is read back, and no other name is")
{
    for (auto const algorithm : {Algorithm::sha1, Algorithm::sha256})
        CHECK(algorithm_from(name_of(algorithm)) == algorithm);
    for (auto const* name : {"", "sha1", "SHA512", "SHA-256"})
        CHECK_THROWS_AS((void)algorithm_from(name), std::invalid_argument);
}

} // namespace zugang::totp::test
