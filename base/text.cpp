#include "base/text.hpp"
#include "base/bytes.hpp"
#include <bit>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

namespace zugang {
namespace {

bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Calls `visit` with each code point until it returns false. False where the text is not UTF-8.
template <class Visit>
bool each_code_point(std::string_view text, Visit visit)
{
    auto const* at = bytes_of(text).data();
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t point = *at;
        utf8proc_ssize_t length = 1;
        if (point >= 0x80)
            length = utf8proc_iterate(at, left, &point); // refuses overlong forms, surrogates, beyond U+10FFFF
        if (length < 1)
            return false;
        if (!visit(point))
            return true;
        at += length;
        left -= length;
    }
    return true;
}

struct FreeUtf8procText {
    void operator()(utf8proc_uint8_t* text) const { std::free(text); } // utf8proc hands out malloc's memory
};

std::optional<std::string> map_text(std::string_view text, int options)
{
    utf8proc_uint8_t* raw = nullptr;
    auto const length = utf8proc_map(bytes_of(text).data(), static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                     static_cast<utf8proc_option_t>(options));
    std::unique_ptr<utf8proc_uint8_t, FreeUtf8procText> const owner(raw);
    if (length < 0)
        return std::nullopt;
    return std::string(text_of(ByteView(raw, static_cast<std::size_t>(length))));
}

constexpr int nfkc_options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;

} // namespace

bool is_utf8(std::string_view text)
{
    return each_code_point(text, [](utf8proc_int32_t) { return true; });
}

bool has_control_characters(std::string_view text)
{
    bool found = false;
    each_code_point(text, [&found](utf8proc_int32_t point) {
        found = point < 0x20 || (point >= 0x7f && point <= 0x9f);
        return !found;
    });
    return found;
}

std::size_t count_code_points(std::string_view text)
{
    std::size_t count = 0;
    each_code_point(text, [&count](utf8proc_int32_t) {
        ++count;
        return true;
    });
    return count;
}

std::optional<std::u32string> to_code_points(std::string_view text)
{
    std::u32string points;
    auto const whole = each_code_point(text, [&points](utf8proc_int32_t point) {
        points += static_cast<char32_t>(point);
        return true;
    });
    return whole ? std::optional{points} : std::nullopt;
}

std::optional<std::string> normalise_nfkc(std::string_view text)
{
    return map_text(text, nfkc_options);
}

std::optional<std::string> fold_case(std::string_view text)
{
    return map_text(text, nfkc_options | UTF8PROC_CASEFOLD);
}

std::string_view trim(std::string_view text)
{
    constexpr std::string_view no_break_space = "\xc2\xa0";
    for (;;) {
        if (text.starts_with(no_break_space))
            text.remove_prefix(2);
        else if (!text.empty() && is_space(text.front()))
            text.remove_prefix(1);
        else if (text.ends_with(no_break_space))
            text.remove_suffix(2);
        else if (!text.empty() && is_space(text.back()))
            text.remove_suffix(1);
        else
            return text;
    }
}

std::vector<std::string> split_words(std::string_view text, char separator)
{
    std::vector<std::string> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(separator), text.size());
        if (end > 0)
            words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::string join_words(std::vector<std::string> const& words, std::string_view separator)
{
    std::string text;
    for (auto const& word : words) {
        if (&word != &words.front())
            text += separator;
        text += word;
    }
    return text;
}

std::string to_lower_ascii(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

} // namespace zugang
