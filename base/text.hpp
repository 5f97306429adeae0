// Text: UTF-8 checks, NFKC and case folding (utf8proc), splitting and trimming.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang {

[[nodiscard]] bool is_utf8(std::string_view text);
/// True where a C0/C1 control character or DEL occurs.
[[nodiscard]] bool has_control_characters(std::string_view text);
/// Code points in valid UTF-8.
[[nodiscard]] std::size_t count_code_points(std::string_view text);
/// Nothing for invalid UTF-8.
[[nodiscard]] std::optional<std::u32string> to_code_points(std::string_view text);
/// NFKC, as passwords and names are compared. Nothing for invalid UTF-8.
[[nodiscard]] std::optional<std::string> normalise_nfkc(std::string_view text);
/// NFKC with Unicode case folding: what e-mail addresses and usernames are looked up by.
[[nodiscard]] std::optional<std::string> fold_case(std::string_view text);
/// Without white space at both ends (ASCII and U+00A0).
[[nodiscard]] std::string_view trim(std::string_view text);
/// The parts between separators; none for an empty text, no empty parts.
[[nodiscard]] std::vector<std::string> split_words(std::string_view text, char separator = ' ');
[[nodiscard]] std::string join_words(std::vector<std::string> const& words, std::string_view separator = " ");
[[nodiscard]] std::string to_lower_ascii(std::string_view text);

} // namespace zugang
