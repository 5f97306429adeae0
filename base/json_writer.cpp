#include "base/json.hpp"
#include <bit>
#include <utf8proc.h>

namespace zugang {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view replacement_character = "\xef\xbf\xbd"; // U+FFFD

/// One ASCII character; control characters and what could end a string or a script element are escaped.
void append_ascii(std::string& out, char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    if (c >= 0x20 && c != 0x7f) {
        out += c;
        return;
    }
    auto const value = std::bit_cast<unsigned char>(c);
    out += "\\u00";
    out += hex_digits[value >> 4];
    out += hex_digits[value & 15];
}

/// Appends one character of more than one byte and gives its length; a wrong byte counts as one.
std::size_t append_multibyte(std::string& out, std::string_view rest)
{
    utf8proc_int32_t point = 0;
    auto const length = utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const*>(rest.data()),
                                         static_cast<utf8proc_ssize_t>(rest.size()), &point);
    if (length < 1) {
        out += replacement_character;
        return 1;
    }
    out += rest.substr(0, static_cast<std::size_t>(length));
    return static_cast<std::size_t>(length);
}

} // namespace

std::string json_quote(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 2);
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        if (std::bit_cast<unsigned char>(text[i]) < 0x80)
            append_ascii(out, text[i++]);
        else
            i += append_multibyte(out, text.substr(i));
    }
    out += '"';
    return out;
}

std::string json_array(std::vector<std::string> const& strings)
{
    std::string out = "[";
    for (auto const& string : strings) {
        if (out.size() > 1)
            out += ',';
        out += json_quote(string);
    }
    out += ']';
    return out;
}

void JsonObject::begin(std::string_view name)
{
    if (body_.size() > 1)
        body_ += ',';
    body_ += json_quote(name);
    body_ += ':';
}

JsonObject& JsonObject::add(std::string_view name, std::string_view value)
{
    return add_raw(name, json_quote(value));
}

JsonObject& JsonObject::add(std::string_view name, std::int64_t value)
{
    return add_raw(name, std::to_string(value));
}

JsonObject& JsonObject::add(std::string_view name, bool value)
{
    return add_raw(name, value ? "true" : "false");
}

JsonObject& JsonObject::add(std::string_view name, std::vector<std::string> const& value)
{
    return add_raw(name, json_array(value));
}

JsonObject& JsonObject::add_if(std::string_view name, std::optional<std::string> const& value)
{
    return value && !value->empty() ? add(name, *value) : *this;
}

JsonObject& JsonObject::add_raw(std::string_view name, std::string_view json)
{
    begin(name);
    body_ += json;
    return *this;
}

} // namespace zugang
