// The user code (RFC 8628 §6.1).
#include "idp/device/user_code.hpp"
#include "base/random.hpp"
#include "doctest.h"
#include <map>

namespace zugang::tests {
namespace {

using idp::device::parse_user_code;

/// Gives every byte value in turn.
class CountingRandom final : public Random {
public:
    [[nodiscard]] Bytes bytes(std::size_t count) override
    {
        Bytes all;
        while (all.size() < count)
            all.push_back(next_++);
        return all;
    }

private:
    std::uint8_t next_ = 0;
};

} // namespace

TEST_CASE("each of the twenty letters is equally likely")
{
    CountingRandom random;
    std::map<char, int> counts;
    for (int i = 0; i < 30; ++i) { // 240 even bytes, 16 thrown away
        for (char const letter : idp::device::make_user_code(random))
            ++counts[letter];
    }
    CHECK(counts.size() == 20);
    for (auto const& [letter, count] : counts)
        CHECK(count == 12);
}

TEST_CASE("a code typed on a Cyrillic keyboard, or with digits that look like letters, is meant as it looks")
{
    CHECK(parse_user_code("ВСНК-МРТХ") == "BCHKMPTX");
    CHECK(parse_user_code("вснк мртх") == "BCHKMPTX");
    CHECK(parse_user_code("8552-BCDF") == "BSSZBCDF");
    CHECK(parse_user_code("ｂｃｄｆｇｈｊｋ") == "BCDFGHJK");
    CHECK(parse_user_code("b\u00a0c.d_f—g−h‐j k") == "BCDFGHJK");
}

TEST_CASE("seven letters are too few, eight a code, nine too many, and other letters none")
{
    CHECK_FALSE(parse_user_code("BCDFGHJ"));
    CHECK(parse_user_code("BCDFGHJK"));
    CHECK_FALSE(parse_user_code("BCDFGHJKL"));
    for (auto const* const wrong : {"ABCDFGHJ", "BCDFGHJI", "BCDFGHJ1", "BCDFGHJЯ", "BCDFGHJ\xff", ""})
        CHECK_FALSE(parse_user_code(wrong));
    CHECK(parse_user_code("BCDFGHJK" + std::string(92, '-')));
    CHECK_FALSE(parse_user_code("BCDFGHJK" + std::string(93, '-')));
}

TEST_CASE("a code is shown in two groups")
{
    CHECK(idp::device::grouped("WDJBMJHT") == "WDJB-MJHT");
}

} // namespace zugang::tests
