#include "base/character.hpp"
#include <array>
#include <utf8proc.h>

namespace zugang {
namespace {

constexpr char32_t minus_sign = U'\u2212';
constexpr char32_t soft_hyphen = U'\u00ad';

utf8proc_category_t category_of(char32_t point)
{
    return utf8proc_category(static_cast<utf8proc_int32_t>(point));
}

} // namespace

bool is_blank(char32_t point)
{
    switch (category_of(point)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
        return point != soft_hyphen;
    default:
        return false;
    }
}

bool is_dash(char32_t point)
{
    return category_of(point) == UTF8PROC_CATEGORY_PD || point == minus_sign || point == soft_hyphen;
}

char32_t to_upper(char32_t point)
{
    return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(point)));
}

std::string to_utf8(char32_t point)
{
    std::array<utf8proc_uint8_t, 4> bytes{};
    auto const length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), bytes.data());
    return {bytes.begin(), bytes.begin() + length};
}

} // namespace zugang
