#include "keys/seal.hpp"
#include "base/base64url.hpp"
#include "doctest.h"
#include <algorithm>
#include <set>
#include <stdexcept>

namespace zugang::keys::test {
namespace {

SystemRandom system_random;

Secret fresh_master_key()
{
    return Secret{std::string(text_of(system_random.bytes(32)))};
}

constexpr Sealer::Place totp_place{"totp_seeds", "seed", "17"};

} // namespace

TEST_CASE("a sealed text opens to itself, also an empty and a long one")
{
    Sealer const sealer{fresh_master_key(), system_random};
    for (auto const& text : {std::string{}, std::string{"geheim"}, std::string(100000, 'x'), std::string(3, '\0')}) {
        auto const sealed = sealer.seal(text, totp_place);
        CHECK(sealed.size() == 1 + 4 + 12 + text.size() + 16);
        auto const opened = sealer.open(sealed, totp_place);
        REQUIRE(opened);
        CHECK(opened->reveal() == text);
    }
}

TEST_CASE("a sealed text opens only at its place")
{
    Sealer const sealer{fresh_master_key(), system_random};
    auto const sealed = sealer.seal("geheim", totp_place);
    CHECK(sealer.open(sealed, totp_place));
    CHECK_FALSE(sealer.open(sealed, {"totp_seeds", "seed", "18"}));
    CHECK_FALSE(sealer.open(sealed, {"totp_seeds", "other", "17"}));
    CHECK_FALSE(sealer.open(sealed, {"passwords", "seed", "17"}));
    CHECK_FALSE(sealer.open(sealed, {"totp_seeds", "seed", ""}));
}

TEST_CASE("two places that read the same when run together are two places")
{
    Sealer const sealer{fresh_master_key(), system_random};
    auto const sealed = sealer.seal("geheim", {"ab", "c", "d"});
    CHECK(sealer.open(sealed, {"ab", "c", "d"}));
    CHECK_FALSE(sealer.open(sealed, {"a", "bc", "d"}));
    CHECK_FALSE(sealer.open(sealed, {"ab", "cd", ""}));
    CHECK_FALSE(sealer.open(sealed, {"abc", "", "d"}));
    // Nor does a separator inside a name help.
    std::string const first("a\0\0\0\0b", 6);
    std::string const second("b\0\0\0\0c", 6);
    auto const separated = sealer.seal("geheim", {first, "c", "d"});
    CHECK(sealer.open(separated, {first, "c", "d"}));
    CHECK_FALSE(sealer.open(separated, {"a", second, "d"}));
}

TEST_CASE("any flipped bit, missing or added byte of a sealed record is refused")
{
    Sealer const sealer{fresh_master_key(), system_random};
    auto const sealed = sealer.seal("geheim", totp_place);
    int opened = 0;
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        auto changed = sealed;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << (bit % 8)));
        opened += sealer.open(changed, totp_place) ? 1 : 0;
    }
    for (std::size_t size = 0; size < sealed.size(); ++size)
        opened += sealer.open(ByteView{sealed}.first(size), totp_place) ? 1 : 0;
    auto longer = sealed;
    longer.push_back(0);
    opened += sealer.open(longer, totp_place) ? 1 : 0;
    CHECK(opened == 0);
    CHECK(sealer.open(sealed, totp_place));
}

TEST_CASE("another master key does not open, and says so by the key id")
{
    Sealer const one{fresh_master_key(), system_random};
    Sealer const other{fresh_master_key(), system_random};
    auto const opened = other.open(one.seal("geheim", totp_place), totp_place);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().what == "the sealed record belongs to another master key");
}

TEST_CASE("another master key does not open even under a forged key id")
{
    Sealer const one{fresh_master_key(), system_random};
    Sealer const other{fresh_master_key(), system_random};
    auto forged = one.seal("geheim", totp_place);
    auto const with_other_id = other.seal("", totp_place);
    std::copy_n(with_other_id.begin() + 1, 4, forged.begin() + 1);
    auto const opened = other.open(forged, totp_place);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().what == "the sealed record was changed or moved");
}

TEST_CASE("the same master key opens in another process's sealer")
{
    auto const key = fresh_master_key();
    auto const sealed = Sealer{key, system_random}.seal("geheim", totp_place);
    CHECK(Sealer{key, system_random}.open(sealed, totp_place).value().reveal() == "geheim");
}

TEST_CASE("no two records of one text are alike")
{
    Sealer const sealer{fresh_master_key(), system_random};
    std::set<Bytes> records;
    for (int i = 0; i < 100; ++i)
        records.insert(sealer.seal("geheim", totp_place));
    CHECK(records.size() == 100);
}

TEST_CASE("a keyed hash is the same for the same purpose, message and key, and else another")
{
    auto const key = fresh_master_key();
    Sealer const sealer{key, system_random};
    auto const hash = sealer.keyed_hash("email", "max@example.org");
    CHECK(hash.size() == 32);
    CHECK(hash == Sealer{key, system_random}.keyed_hash("email", "max@example.org"));
    CHECK(hash != sealer.keyed_hash("email", "max@example.orh"));
    CHECK(hash != sealer.keyed_hash("csrf", "max@example.org"));
    CHECK(hash != sealer.keyed_hash("emai", "lmax@example.org"));
    CHECK(hash != Sealer(fresh_master_key(), system_random).keyed_hash("email", "max@example.org"));
}

TEST_CASE("a master key of 31 or 33 bytes is refused, of 32 taken")
{
    CHECK_THROWS_AS(Sealer(Secret{std::string(31, 'x')}, system_random), std::invalid_argument);
    CHECK_THROWS_AS(Sealer(Secret{std::string(33, 'x')}, system_random), std::invalid_argument);
    CHECK_NOTHROW(Sealer(Secret{std::string(32, 'x')}, system_random));
}

} // namespace zugang::keys::test
