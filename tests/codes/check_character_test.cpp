// The check character: what it finds, and that the sample is never a code.
#include "base/random.hpp"
#include "codes/alphabet.hpp"
#include "codes/check_character.hpp"
#include "codes/mint.hpp"
#include "doctest.h"
#include <algorithm>

namespace zugang::tests {
namespace {

using codes::Kind;

constexpr Kind all_kinds[] = {Kind::activation, Kind::one_time_access, Kind::recovery};

} // namespace

TEST_CASE("the check character makes the remainder that names the kind, for each of the 29 last symbols")
{
    std::string eleven = "HET22X8AUXA";
    for (char const symbol : codes::alphabet) {
        eleven.back() = symbol;
        for (auto const kind : all_kinds) {
            auto const code = eleven + codes::check_character(eleven, kind);
            CHECK(codes::remainder_of(code) == static_cast<unsigned>(kind));
            CHECK(codes::kind_of(code) == kind);
        }
    }
}

TEST_CASE("the sample of the leaflet leaves 27 and is no kind of code")
{
    CHECK(codes::remainder_of("HET22X8AUXAS") == 27);
    CHECK_FALSE(codes::kind_of("HET22X8AUXAS"));
}

TEST_CASE("remainders up to 2 are kinds, 3 is none")
{
    // The last symbol weighs 12, its numbers give every remainder once.
    int kinds = 0;
    for (char const symbol : codes::alphabet) {
        auto const code = std::string(11, 'A') + symbol;
        auto const remainder = codes::remainder_of(code);
        CHECK(codes::kind_of(code).has_value() == (remainder <= 2));
        kinds += codes::kind_of(code) ? 1 : 0;
    }
    CHECK(kinds == 3);
}

TEST_CASE("every single wrong character is found, in every place and for every other symbol")
{
    SystemRandom random;
    for (auto const kind : all_kinds) {
        std::string const code{codes::mint(kind, random).symbols()};
        int changed = 0;
        for (std::size_t place = 0; place < codes::code_length; ++place) {
            for (char const symbol : codes::alphabet) {
                auto wrong = code;
                wrong[place] = symbol;
                changed += codes::kind_of(wrong) == kind ? 0 : 1;
            }
        }
        CHECK(changed == 12 * 28);
    }
}

TEST_CASE("every swap of two different characters is found, neighbours or not")
{
    SystemRandom random;
    for (auto const kind : all_kinds) {
        std::string const code{codes::mint(kind, random).symbols()};
        for (std::size_t first = 0; first < codes::code_length; ++first) {
            for (std::size_t second = first + 1; second < codes::code_length; ++second) {
                auto swapped = code;
                std::swap(swapped[first], swapped[second]);
                CHECK((codes::kind_of(swapped) == kind) == (code[first] == code[second]));
            }
        }
    }
}

} // namespace zugang::tests
