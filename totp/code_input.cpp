#include "totp/code_input.hpp"
#include "base/text.hpp"
#include "totp/key.hpp"
#include <algorithm>
#include <optional>

namespace zugang::totp {
namespace {

constexpr std::size_t longest_typed = 256; // bytes; more is no code, however many spaces it has

/// The zero of each script's decimal digits (Unicode general category Nd, the basic plane after NFKC); nine follow.
constexpr char32_t zeros[] = {0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66,
                              0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040,
                              0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0,
                              0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0};

struct Range {
    char32_t first;
    char32_t last;
};
/// Left out wherever they stand: white space, dashes, and invisible marks of direction and joining.
constexpr Range left_out[] = {{0x0009, 0x000D}, {0x0020, 0x0020}, {0x002D, 0x002D}, {0x00A0, 0x00A0},
                              {0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x2000, 0x2015}, {0x2028, 0x202F},
                              {0x205F, 0x2069}, {0x2212, 0x2212}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};

bool is_left_out(char32_t character)
{
    return std::ranges::any_of(left_out,
                               [&](Range range) { return character >= range.first && character <= range.last; });
}

std::optional<char> digit_of(char32_t character)
{
    for (auto const zero : zeros)
        if (character >= zero && character <= zero + 9)
            return static_cast<char>('0' + (character - zero));
    return std::nullopt;
}

/// Takes the next character off valid UTF-8.
char32_t take(std::string_view& text)
{
    auto const lead = static_cast<unsigned char>(text.front());
    std::size_t const length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t character = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i)
        character = (character << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    text.remove_prefix(length);
    return character;
}

} // namespace

Result<std::string, CodeProblem> read_code(std::string_view typed)
{
    if (typed.size() > longest_typed)
        return std::unexpected(CodeProblem::too_long);
    auto const normal = normalise_nfkc(typed);
    if (!normal)
        return std::unexpected(CodeProblem::not_digits);
    std::string digits;
    for (std::string_view rest = *normal; !rest.empty();) {
        auto const character = take(rest);
        if (is_left_out(character))
            continue;
        auto const digit = digit_of(character);
        if (!digit)
            return std::unexpected(CodeProblem::not_digits);
        digits.push_back(*digit);
    }
    if (digits.size() == code_digits)
        return digits;
    if (digits.empty())
        return std::unexpected(CodeProblem::empty);
    return std::unexpected(digits.size() < code_digits ? CodeProblem::too_short : CodeProblem::too_long);
}

} // namespace zugang::totp
