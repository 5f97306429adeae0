#include "codes/clean.hpp"
#include "base/character.hpp"
#include "base/text.hpp"
#include <algorithm>

namespace zugang::codes {
namespace {

/// An explicit map of capitals, not the Unicode confusables: those are for comparing, and would take far more for ours.
constexpr std::u32string_view cyrillic_and_greek = U"АВЕЅІЈКМНОРСТУХЗ"
                                                   U"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
constexpr std::u32string_view latin_twins = U"ABESIJKMHOPCTYX3"
                                            U"ABEZHIKMNOPTYX";
static_assert(cyrillic_and_greek.size() == latin_twins.size());

bool is_separator(char32_t point)
{
    return is_blank(point) || is_dash(point) || point == U'.' || point == U'_';
}

char32_t fold_digit(char32_t point)
{
    for (auto const zero : {U'\u0660', U'\u06f0'}) // Arabic-Indic, and as in Persian and Urdu
        if (point >= zero && point <= zero + 9)
            return U'0' + (point - zero);
    return point;
}

char32_t fold_look_alike(char32_t point)
{
    auto const at = cyrillic_and_greek.find(point);
    return at == std::u32string_view::npos ? point : latin_twins[at];
}

} // namespace

std::optional<std::u32string> clean(std::string_view typed)
{
    auto const normal = normalise_nfkc(typed);
    auto points = normal ? to_code_points(*normal) : std::nullopt;
    if (!points)
        return std::nullopt;
    std::erase_if(*points, is_separator);
    std::ranges::transform(*points, points->begin(),
                           [](char32_t point) { return fold_look_alike(fold_digit(to_upper(point))); });
    return points;
}

} // namespace zugang::codes
