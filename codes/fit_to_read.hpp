// The word filter: codes are read aloud at a counter and stand in letters of an authority.
#pragma once
#include <string_view>

namespace zugang::codes {

/// False where a group ends in 88, four equal symbols stand in a row, or a word is in it that nobody wants to read,
/// also with digits for letters: one in German, English, Turkish, or Russian as it is written or looks in Latin
/// letters.
[[nodiscard]] bool is_fit_to_read(std::string_view symbols);

} // namespace zugang::codes
