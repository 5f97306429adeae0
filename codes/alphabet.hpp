// The alphabet of typed codes: 29 symbols, a prime number of them, none that looks like another. Left out: 0 O 1 I B
// Z 5.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace zugang::codes {

inline constexpr std::string_view alphabet = "ACDEFGHJKLMNPQRSTUVWXY2346789";
inline constexpr std::size_t code_length = 12;
inline constexpr std::size_t group_length = 4;

/// The symbol's number, 0 to 28; nothing for a character no code has.
[[nodiscard]] constexpr std::optional<unsigned> number_of(char32_t symbol)
{
    for (unsigned number = 0; number < alphabet.size(); ++number)
        if (static_cast<char32_t>(alphabet[number]) == symbol)
            return number;
    return std::nullopt;
}

} // namespace zugang::codes
