// Minting: no symbol is likelier than another, and nothing nobody wants to read.
#include "codes/alphabet.hpp"
#include "codes/fit_to_read.hpp"
#include "codes/mint.hpp"
#include "doctest.h"
#include <map>
#include <set>

namespace zugang::tests {
namespace {

using codes::is_fit_to_read;

/// Gives what it is told, byte by byte, and then every byte value in turn.
class ToldRandom final : public Random {
public:
    explicit ToldRandom(std::string_view symbols)
    {
        for (char const symbol : symbols)
            told_.push_back(static_cast<std::uint8_t>(codes::alphabet.find(symbol)));
    }
    [[nodiscard]] Bytes bytes(std::size_t count) override
    {
        Bytes all;
        for (; all.size() < count; ++at_)
            all.push_back(at_ < told_.size() ? told_[at_] : static_cast<std::uint8_t>(at_ - told_.size()));
        return all;
    }
    [[nodiscard]] std::size_t drawn() const { return at_; }

private:
    Bytes told_;
    std::size_t at_ = 0;
};

} // namespace

TEST_CASE("a code is twelve symbols of its kind, printed in three groups of four")
{
    ToldRandom random{"HET22X8AUXA"};
    auto const code = codes::mint(codes::Kind::recovery, random);
    CHECK(code.symbols().substr(0, 11) == "HET22X8AUXA");
    CHECK(codes::kind_of(code.symbols()) == codes::Kind::recovery);
    CHECK(codes::grouped(code.symbols()).substr(0, 13) == "HET2-2X8A-UXA");
    CHECK(codes::grouped(code.symbols()).size() == 14);
}

TEST_CASE("byte 231 is the last that becomes a symbol, 232 is thrown away: all symbols are equally likely")
{
    class FixedRandom final : public Random {
    public:
        Bytes next{231, 232, 0, 29, 58, 255, 1, 2, 3, 4, 5, 6, 8, 9};
        [[nodiscard]] Bytes bytes(std::size_t count) override
        {
            next.resize(std::max(count, next.size()), 9);
            Bytes const some(next.begin(), next.begin() + static_cast<std::ptrdiff_t>(count));
            next.erase(next.begin(), next.begin() + static_cast<std::ptrdiff_t>(count));
            return some;
        }
    };
    FixedRandom random;
    CHECK(codes::mint(codes::Kind::activation, random).symbols().substr(0, 11) == "9AAACDEFGHK");
}

TEST_CASE("over 20,000 codes no symbol is a quarter rarer or a tenth more frequent than its share")
{
    SystemRandom random;
    std::map<char, int> counts;
    std::set<std::string> codes_seen;
    constexpr int codes_minted = 20'000;
    for (int i = 0; i < codes_minted; ++i) {
        std::string const code{codes::mint(codes::Kind::recovery, random).symbols()};
        codes_seen.insert(code);
        for (char const symbol : code)
            ++counts[symbol];
    }
    CHECK(codes_seen.size() == codes_minted);
    CHECK(counts.size() == 29);
    for (auto const& [symbol, count] : counts) // 8,276 each; the filter takes from A, H and most from S
        CHECK_MESSAGE((count > 6207 && count < 9104), symbol);
}

TEST_CASE("a code with an unwanted word is thrown away and another one drawn")
{
    ToldRandom random{"FUCKDEFGJKL"
                      "MNPQRTVWXYC"};
    CHECK(codes::mint(codes::Kind::recovery, random).symbols().substr(0, 11) == "MNPQRTVWXYC");
    CHECK(random.drawn() == 22);
}

TEST_CASE("88 may stand anywhere but at the end of a group")
{
    for (auto const* const bad : {"CD88EFGJKLMN", "CDEFGJ88KLMN", "CDEFGJKLMN88"})
        CHECK_FALSE(is_fit_to_read(bad));
    for (auto const* const good : {"88CDEFGJKLMN", "C88DEFGJKLMN", "CDE88FGJKLMN", "CD8E8FGJKLMN"})
        CHECK(is_fit_to_read(good));
}

TEST_CASE("three equal symbols in a row are allowed, four are not, wherever they begin")
{
    CHECK(is_fit_to_read("CCCDEFGJKLMN"));
    CHECK(is_fit_to_read("DEFGJKLMNCCC"));
    CHECK_FALSE(is_fit_to_read("CCCCDEFGJKLM"));
    CHECK_FALSE(is_fit_to_read("DEFGJKLMCCCC"));
    CHECK_FALSE(is_fit_to_read("DEYYYYFGJKLM"));
}

TEST_CASE("unwanted words are found with digits for letters and across groups, in four languages")
{
    for (auto const* const bad : {"CDARSCHEFGJK", "CD4RSCHEFGJK", "CDNUTTEFGHJK", "CDNU77EFGHJK", "CDK2EFGJKLMN",
                                  "CDFUCKEFGJKL", "CDEFSALAKGJK", "CDESUKAFGJKL", "CDECYKAFGJKL", "CDE8LYAFGJKL"})
        CHECK_FALSE(is_fit_to_read(bad));
    CHECK(is_fit_to_read("CDEFGJKLMNPQ"));
}

} // namespace zugang::tests
