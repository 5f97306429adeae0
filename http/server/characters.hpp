// The character classes of RFC 9110 §5.6.
#pragma once
#include <algorithm>
#include <string_view>

namespace zugang::http::server {

[[nodiscard]] constexpr bool is_token_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

[[nodiscard]] constexpr bool is_token(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

/// What may stand in a header line: no control character but the tab. Bytes above ASCII are opaque.
[[nodiscard]] constexpr bool is_field_character(char c)
{
    return c == '\t' || (c != 0x7f && (c < 0 || c >= 0x20));
}

[[nodiscard]] constexpr bool is_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace zugang::http::server
