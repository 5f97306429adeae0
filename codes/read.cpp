#include "codes/read.hpp"
#include "base/character.hpp"
#include "codes/alphabet.hpp"
#include "codes/clean.hpp"

namespace zugang::codes {
namespace {

using Reason = Misread::Reason;

/// Left out of the alphabet because they look like one of it: so that one is meant.
char32_t fold_left_out(char32_t point)
{
    switch (point) {
    case U'B':
        return U'8';
    case U'Z':
        return U'2';
    case U'5':
        return U'S';
    default:
        return point;
    }
}

Result<std::string, Misread> to_symbols(std::u32string_view points)
{
    if (points.empty())
        return std::unexpected(Misread{.reason = Reason::empty});
    if (points.size() != code_length)
        return std::unexpected(Misread{.reason = points.size() < code_length ? Reason::too_short : Reason::too_long,
                                       .length = points.size()});
    std::string symbols;
    for (char32_t const point : points) {
        auto const number = number_of(fold_left_out(point));
        if (!number)
            return std::unexpected(Misread{.reason = Reason::foreign_character, .character = to_utf8(point)});
        symbols += alphabet[*number];
    }
    return symbols;
}

} // namespace

Result<Code, Misread> read(std::string_view typed, Kind expected)
{
    auto const points = clean(typed);
    if (!points) // bytes no keyboard makes
        return std::unexpected(Misread{.reason = Reason::foreign_character, .character = "\ufffd"});
    auto symbols = to_symbols(*points);
    if (!symbols)
        return std::unexpected(std::move(symbols.error()));
    if (grouped(*symbols) == sample_code)
        return std::unexpected(Misread{.reason = Reason::sample});
    auto const kind = kind_of(*symbols);
    if (!kind)
        return std::unexpected(Misread{.reason = Reason::slip});
    if (*kind != expected)
        return std::unexpected(Misread{.reason = Reason::other_kind, .kind = *kind});
    return Code{std::move(*symbols)};
}

} // namespace zugang::codes
