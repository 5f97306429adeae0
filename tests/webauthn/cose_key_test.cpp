#include "doctest.h"
#include "tests/support/cbor_writer.hpp"
#include "tests/support/soft_key.hpp"
#include "tests/webauthn/webauthn_support.hpp"
#include "webauthn/cose_key.hpp"

namespace zugang::webauthn {
namespace {

namespace cbor = tests::cbor;
using tests::KeyKind;
using tests::SoftKey;

using Numbers = std::vector<std::pair<std::int64_t, Bytes>>; // label, value in CBOR

Bytes encode(Numbers const& numbers)
{
    cbor::Members members;
    for (auto const& [label, value] : numbers)
        members.emplace_back(cbor::integer(label), value);
    return cbor::map(members);
}

/// One member with another value, or without it where that is empty.
Numbers with(Numbers numbers, std::int64_t label, Bytes const& value)
{
    for (auto& member : numbers)
        if (member.first == label)
            member.second = value;
    std::erase_if(numbers, [](auto const& member) { return member.second.empty(); });
    return numbers;
}

std::optional<Reason> refusal_of(ByteView bytes)
{
    auto const key = parse_cose_key(bytes);
    return key ? std::nullopt : std::optional(key.error().reason);
}

bool is_malformed(Numbers const& numbers)
{
    return refusal_of(encode(numbers)) == Reason::malformed_key;
}

Numbers ec(KeyKind kind = KeyKind::es256, std::int64_t curve = 1)
{
    auto const key = SoftKey::make(kind);
    return {{1, cbor::integer(2)},
            {3, cbor::integer(cose_algorithm(kind))},
            {-1, cbor::integer(curve)},
            {-2, cbor::bytes(key.x())},
            {-3, cbor::bytes(key.y())}};
}

Numbers ed25519(Bytes const& x)
{
    return {{1, cbor::integer(1)}, {3, cbor::integer(-8)}, {-1, cbor::integer(6)}, {-2, cbor::bytes(x)}};
}

Numbers rsa(Bytes const& n, Bytes const& e = {1, 0, 1})
{
    return {{1, cbor::integer(3)}, {3, cbor::integer(-257)}, {-1, cbor::bytes(n)}, {-2, cbor::bytes(e)}};
}

/// An odd number of so many bits.
Bytes odd_number(std::size_t bits)
{
    Bytes number((bits + 7) / 8, 0xff);
    number.front() = static_cast<std::uint8_t>(0xff >> (number.size() * 8 - bits));
    return number;
}

} // namespace

TEST_CASE("keys of all algorithms are read as they were written, and kept byte for byte")
{
    for (auto const kind : tests::all_key_kinds) {
        auto const key = SoftKey::make(kind);
        auto const read = parse_cose_key(key.cose());
        REQUIRE_MESSAGE(read.has_value(), to_text(kind));
        CHECK(static_cast<std::int64_t>(read->algorithm) == cose_algorithm(kind));
        CHECK(read->bytes == key.cose());
        if (auto const* const point = std::get_if<EcPoint>(&read->numbers)) {
            CHECK(point->x == key.x());
            CHECK(point->y == key.y());
        } else if (auto const* const numbers = std::get_if<RsaNumbers>(&read->numbers)) {
            CHECK(numbers->n == key.n());
            CHECK(numbers->e == key.e());
        } else {
            CHECK(std::get<EdPoint>(read->numbers).x == key.x());
        }
    }
}

TEST_CASE("no beginning of a key is a key, and nothing follows one")
{
    for (auto const kind : tests::all_key_kinds) {
        auto const whole = SoftKey::make(kind).cose();
        for (std::size_t length = 0; length < whole.size(); ++length)
            CHECK(refusal_of(ByteView(whole).first(length)) == Reason::malformed_cbor);
        auto longer = whole;
        longer.push_back(0);
        CHECK(refusal_of(longer) == Reason::malformed_key);
        std::size_t length = 0;
        CHECK(parse_first_cose_key(longer, length).has_value());
        CHECK(length == whole.size());
    }
}

TEST_CASE("algorithms that are not asked for are refused by name")
{
    CHECK(refusal_of(encode(with(ec(), 3, cbor::integer(-37)))) == Reason::unknown_algorithm);    // PS256
    CHECK(refusal_of(encode(with(ec(), 3, cbor::integer(-65535)))) == Reason::unknown_algorithm); // RS1: SHA-1
    CHECK(refusal_of(encode(with(ec(), 3, cbor::integer(-47)))) == Reason::unknown_algorithm);    // ES256K
    CHECK(refusal_of(encode(with(ec(), 3, cbor::integer(0)))) == Reason::unknown_algorithm);
    CHECK(is_malformed(with(ec(), 3, {})));
    CHECK(is_malformed(with(ec(), 3, cbor::text("ES256"))));
    CHECK(refusal_of(hex("80")) == Reason::malformed_key);
    CHECK(!find_algorithm(-7 + (std::int64_t{1} << 32)));
}

TEST_CASE("an EC key is of its algorithm's type and curve, and of nothing more")
{
    REQUIRE(!refusal_of(encode(ec())));
    CHECK(is_malformed(with(ec(), 1, cbor::integer(1))));
    CHECK(is_malformed(with(ec(), 1, {})));
    CHECK(is_malformed(with(ec(), -1, cbor::integer(2))));  // P-384's numbers on another curve
    CHECK(is_malformed(with(ec(), -1, cbor::integer(8))));  // secp256k1
    CHECK(is_malformed(with(ec(), 3, cbor::integer(-35)))); // the algorithm of another curve
    CHECK(is_malformed(ec(KeyKind::es384, 1)));
    CHECK(!refusal_of(encode(ec(KeyKind::es384, 2))));
    CHECK(!refusal_of(encode(ec(KeyKind::es512, 3))));
    CHECK(is_malformed(with(ec(), -3, cbor::boolean(true)))); // a compressed point
    CHECK(is_malformed(with(ec(), -3, {})));
    auto more = ec();
    more.emplace_back(4, cbor::array({cbor::integer(2)})); // key_ops: another reader might obey it
    CHECK(is_malformed(more));
    more = ec();
    more.emplace_back(-4, cbor::bytes(Bytes(32, 1))); // a private key
    CHECK(is_malformed(more));
}

TEST_CASE("a coordinate is as long as the field, and the point on the curve")
{
    auto const key = SoftKey::make(KeyKind::es256);
    auto const numbers = ec();
    auto longer = key.x();
    longer.insert(longer.begin(), 0);
    CHECK(is_malformed(with(numbers, -2, cbor::bytes(longer))));
    CHECK(is_malformed(with(numbers, -2, cbor::bytes(ByteView(key.x()).first(31)))));
    CHECK(is_malformed(with(numbers, -2, cbor::bytes(Bytes{}))));
    auto other = key.y();
    other.back() ^= 1;
    CHECK(is_malformed(with(numbers, -3, cbor::bytes(other))));
    CHECK(is_malformed(with(with(numbers, -2, cbor::bytes(Bytes(32))), -3, cbor::bytes(Bytes(32)))));
    CHECK(is_malformed(with(with(numbers, -2, cbor::bytes(Bytes(32, 0xff))), -3, cbor::bytes(Bytes(32, 0xff)))));
}

TEST_CASE("an Ed25519 key is a point, and none of small order")
{
    auto const x = SoftKey::make(KeyKind::eddsa).x();
    REQUIRE(!refusal_of(encode(ed25519(x))));
    CHECK(is_malformed(ed25519(Bytes(x.begin(), x.end() - 1))));
    CHECK(is_malformed(ed25519(Bytes(32, 0))));                                                            // order 4
    CHECK(is_malformed(ed25519(hex("0100000000000000000000000000000000000000000000000000000000000000")))); // order 1
    CHECK(is_malformed(ed25519(hex("0200000000000000000000000000000000000000000000000000000000000000")))); // no point
    CHECK(is_malformed(with(ed25519(x), -1, cbor::integer(7))));                                           // Ed448
    CHECK(is_malformed(with(ed25519(x), -1, cbor::integer(4))));                                           // X25519
    CHECK(is_malformed(with(ed25519(x), 1, cbor::integer(2))));
    auto more = ed25519(x);
    more.emplace_back(2, cbor::bytes(Bytes{1})); // kid
    CHECK(is_malformed(more));
}

TEST_CASE("an RSA modulus has 2048 to 8192 bits and is odd")
{
    CHECK(is_malformed(rsa(odd_number(2047))));
    CHECK(!refusal_of(encode(rsa(odd_number(2048)))));
    CHECK(!refusal_of(encode(rsa(odd_number(8192)))));
    CHECK(is_malformed(rsa(odd_number(8193))));
    auto even = odd_number(2048);
    even.back() = 0xfe;
    CHECK(is_malformed(rsa(even)));
    auto padded = odd_number(2048);
    padded.insert(padded.begin(), 0);
    CHECK(is_malformed(rsa(padded)));
    CHECK(is_malformed(rsa({})));
}

TEST_CASE("an RSA exponent is odd and at least 3")
{
    auto const n = odd_number(2048);
    CHECK(is_malformed(rsa(n, {})));
    CHECK(is_malformed(rsa(n, {1})));
    CHECK(is_malformed(rsa(n, {2})));
    CHECK(!refusal_of(encode(rsa(n, {3}))));
    CHECK(is_malformed(rsa(n, {0, 3})));
    CHECK(is_malformed(rsa(n, {1, 0, 0})));
    CHECK(!refusal_of(encode(rsa(n, Bytes(8, 0xff)))));
    CHECK(is_malformed(rsa(n, Bytes(9, 0xff))));
    CHECK(is_malformed(with(rsa(n), 1, cbor::integer(2))));
}

} // namespace zugang::webauthn
