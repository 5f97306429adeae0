#include "doctest.h"
#include "tests/webauthn/webauthn_support.hpp"
#include "webauthn/cbor.hpp"
#include <limits>
#include <ranges>

namespace zugang::webauthn {
namespace {

Cbor read(std::string_view digits)
{
    auto value = Cbor::parse(hex(digits));
    REQUIRE_MESSAGE(value.has_value(), std::string(digits));
    return *value;
}

bool is_refused(ByteView bytes)
{
    auto const value = Cbor::parse(bytes);
    return !value && value.error().reason == Reason::malformed_cbor;
}

Bytes nested(std::size_t levels)
{
    Bytes bytes(levels, 0x81); // arrays of one
    bytes.push_back(0x00);
    return bytes;
}

} // namespace

TEST_CASE("every type that CTAP2 knows is read as what it is, and as nothing else")
{
    CHECK(read("00").integer() == 0);
    CHECK(read("17").integer() == 23);
    CHECK(read("1818").integer() == 24);
    CHECK(read("20").integer() == -1);
    CHECK(read("390100").integer() == -257);
    CHECK(read("1b7fffffffffffffff").integer() == std::numeric_limits<std::int64_t>::max());
    CHECK(read("3b7fffffffffffffff").integer() == std::numeric_limits<std::int64_t>::min());
    CHECK(*read("43010203").bytes() == Bytes{1, 2, 3});
    CHECK(*read("63c3bc41").text() == "üA");
    CHECK(read("820102").array()->size() == 2);
    CHECK(read("f5").boolean() == true);
    CHECK(read("f4").boolean() == false);
    CHECK(read("f6") == Cbor(Cbor::Null{}));
    CHECK(read("40").bytes()->empty());
    CHECK(read("a0").map()->empty());
    auto const number = read("05");
    CHECK(number.text() == nullptr);
    CHECK(number.bytes() == nullptr);
    CHECK(number.array() == nullptr);
    CHECK(number.map() == nullptr);
    CHECK(!number.boolean());
    CHECK(!read("f5").integer());
}

TEST_CASE("a map's members are found by text and by number")
{
    auto const map = read("a4 01 02 20 03 6361 6c67 26 616a 00"); // {1: 2, -1: 3, "alg": -7, "j": 0}
    CHECK(map.find(1)->integer() == 2);
    CHECK(map.find(-1)->integer() == 3);
    CHECK(map.find("alg")->integer() == -7);
    CHECK(map.find("al") == nullptr);
    CHECK(map.find(2) == nullptr);
    CHECK(read("80").find(1) == nullptr);
}

TEST_CASE("what is not CTAP2's CBOR is refused")
{
    for (auto const* const values : {
             // numbers and lengths in a longer form than they need
             "1800|1817|190017|1900ff|1a0000ffff|1b00000000ffffffff|3800|5801ff|780161|9800|b800",
             "1c|1d|1e|3f|ff|fc",                                  // reserved heads
             "1b8000000000000000|3b8000000000000000",              // beyond 64 bits
             "f90000|fa00000000|fb0000000000000000",               // floats
             "f7|f0|f818|f8ff|f814|f815",                          // undefined, simple values, booleans of two bytes
             "c000|d81800|d9d9f700",                               // tags
             "5fff|7fff|9fff|bfff|9f00ff",                         // indefinite lengths
             "61ff|62c080|63eda080|64f4908080",                    // not UTF-8
             "a201000100|a2616100616100",                          // a key twice
             "a1410000|a18000|a1a000|a1f500|a1f600",               // keys of other types
             "0000|8000|a00000|",                                  // bytes left over; nothing at all
             "9b7fffffffffffffff|9a0000ffff00|bb7fffffffffffffff", // more claimed than there is
             "5b7fffffffffffffff00|7bffffffffffffffff00|bb800000000000000000",
         })
        for (auto const value : std::views::split(std::string_view(values), '|'))
            CHECK_MESSAGE(is_refused(hex(std::string_view(value.begin(), value.end()))), values);
    CHECK(!is_refused(hex("a201000200")));
    CHECK(!is_refused(hex("a2616100616200")));
}

TEST_CASE("sixteen levels are read, seventeen are not, and a million cost nothing")
{
    CHECK(!is_refused(nested(16)));
    CHECK(is_refused(nested(17)));
    CHECK(is_refused(nested(1'000'000)));
}

TEST_CASE("an array of 64 entries is read, of 65 is not")
{
    Bytes most{0x98, 64};
    most.resize(2 + 64, 0x00);
    CHECK(!is_refused(most));
    Bytes more{0x98, 65};
    more.resize(2 + 65, 0x00);
    CHECK(is_refused(more));
}

TEST_CASE("no beginning of a value is a value")
{
    auto const value = hex("a3 63666d74 646e6f6e65 6761747453746d74 82 420102 a1 01 f5 68617574684461746143 010203");
    REQUIRE(!is_refused(value));
    for (std::size_t length = 0; length < value.size(); ++length)
        CHECK_MESSAGE(is_refused(ByteView(value).first(length)), length);
}

TEST_CASE("a value at the beginning says where it ends")
{
    std::size_t length = 0;
    auto const value = Cbor::parse_first(hex("820102ffff"), length);
    REQUIRE(value.has_value());
    CHECK(length == 3);
    CHECK(value->array()->size() == 2);
}

} // namespace zugang::webauthn
