// Cleans what somebody typed for a code: how it is spaced, cased and which keyboard it comes from does not matter.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace zugang::codes {

/// NFKC; without blanks, dashes, points and underscores; in capitals; Arabic and Persian digits as ours; Cyrillic and
/// Greek letters as the Latin ones they look like. Nothing for invalid UTF-8.
[[nodiscard]] std::optional<std::u32string> clean(std::string_view typed);

} // namespace zugang::codes
