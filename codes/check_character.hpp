// The check character: numbers weighted 1 to 12, summed mod 29. As 29 is prime, every single wrong character and every
// swap of two different ones changes the sum. What remains names the kind of code.
#pragma once
#include <optional>
#include <string_view>

namespace zugang::codes {

/// The value is what remains of the weighted sum.
enum class Kind : unsigned { activation = 0, one_time_access = 1, recovery = 2 };

/// What remains of the sum: 0 to 28. Every character of `symbols` is of the alphabet.
[[nodiscard]] unsigned remainder_of(std::string_view symbols);
/// The twelfth symbol for the first eleven.
[[nodiscard]] char check_character(std::string_view eleven, Kind kind);
/// Nothing where the remainder is no kind's: there is a slip.
[[nodiscard]] std::optional<Kind> kind_of(std::string_view twelve);

} // namespace zugang::codes
