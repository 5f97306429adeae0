#include "base/random.hpp"
#include "base/secret.hpp"
#include "base/sha256.hpp"
#include "doctest.h"
#include <type_traits>

namespace {

template <class T>
concept Printable = requires(std::ostream& out, T const& value) { out << value; };

std::string hex(zugang::Bytes const& bytes)
{
    std::string text;
    for (auto const byte : bytes) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

} // namespace

TEST_CASE("A secret can neither be printed nor compared with ==")
{
    CHECK_FALSE(Printable<zugang::Secret>);
    CHECK_FALSE(std::equality_comparable<zugang::Secret>);
    CHECK_FALSE(std::is_convertible_v<zugang::Secret, std::string_view>);
}

TEST_CASE("A moved secret leaves nothing behind, short or long")
{
    for (std::size_t const length : {5U, 15U, 16U, 100U}) {
        zugang::Secret from(std::string(length, 'x'));
        auto const to = std::move(from);
        CHECK(to.reveal() == std::string(length, 'x'));
        CHECK(from.empty()); // NOLINT: looking at the moved-from value is the point
        zugang::Secret other;
        other = to;
        CHECK(other.reveal() == to.reveal());
    }
}

TEST_CASE("Comparison in constant time tells equal from different, also by length")
{
    auto const same = [](std::string_view a, std::string_view b) {
        return zugang::equal_in_constant_time(zugang::bytes_of(a), zugang::bytes_of(b));
    };
    CHECK(same("", ""));
    CHECK(same("abc", "abc"));
    CHECK_FALSE(same("abc", "abd"));
    CHECK_FALSE(same("abc", "ab"));
    CHECK_FALSE(same("", "a"));
}

TEST_CASE("SHA-256 and HMAC give the published vectors")
{
    CHECK(hex(zugang::sha256(zugang::bytes_of(""))) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(zugang::sha256(zugang::bytes_of("abc"))) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(zugang::hmac_sha256(zugang::bytes_of("Jefe"), zugang::bytes_of("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hex(zugang::hmac_sha256({}, {})) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("Random tokens carry their prefix, 256 bits, and do not repeat")
{
    zugang::SystemRandom random;
    auto const a = zugang::random_token(random, "zac_");
    auto const b = zugang::random_token(random, "zac_");
    CHECK(a.starts_with("zac_"));
    CHECK(a.size() == 4 + 43);
    CHECK(a != b);
    CHECK(random.bytes(0).empty());
}
