// Character: what a single code point is, for the reading of codes that people type (utf8proc).
#pragma once
#include <string>

namespace zugang {

/// White space, control characters and the invisible marks that come along when text is copied.
[[nodiscard]] bool is_blank(char32_t point);
/// Hyphens and dashes of every script, the minus sign and the soft hyphen.
[[nodiscard]] bool is_dash(char32_t point);
/// The capital of a letter that has a single one; anything else stays.
[[nodiscard]] char32_t to_upper(char32_t point);
[[nodiscard]] std::string to_utf8(char32_t point);

} // namespace zugang
