#include "base/base64url.hpp"
#include <array>
#include <bit>

namespace zugang {
namespace {

constexpr std::string_view url_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view standard_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t foreign_character = 0xff;

using ReverseTable = std::array<std::uint8_t, 256>;

constexpr ReverseTable reverse_of(std::string_view alphabet)
{
    ReverseTable table{};
    table.fill(foreign_character);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[std::bit_cast<std::uint8_t>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return table;
}

constexpr ReverseTable url_reverse = reverse_of(url_alphabet);
constexpr ReverseTable standard_reverse = reverse_of(standard_alphabet);

std::string encode_with(std::string_view alphabet, ByteView bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (auto const byte : bytes) {
        bits = (bits << 8) | byte;
        held += 8;
        while (held >= 6) {
            held -= 6;
            text += alphabet[(bits >> held) & 63];
        }
    }
    if (held > 0)
        text += alphabet[(bits << (6 - held)) & 63];
    return text;
}

std::optional<Bytes> decode_with(ReverseTable const& reverse, std::string_view text)
{
    if (text.size() % 4 == 1)
        return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (char const c : text) {
        auto const value = reverse[std::bit_cast<std::uint8_t>(c)];
        if (value == foreign_character)
            return std::nullopt;
        bits = (bits << 6) | value;
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes.push_back(static_cast<std::uint8_t>((bits >> held) & 0xff));
        }
    }
    // Spare bits that are set would give one value several spellings, and a replay list could be walked around.
    if ((bits & ((1U << held) - 1)) != 0)
        return std::nullopt;
    return bytes;
}

} // namespace

std::string base64url_encode(ByteView bytes)
{
    return encode_with(url_alphabet, bytes);
}

std::optional<Bytes> base64url_decode(std::string_view text)
{
    return decode_with(url_reverse, text);
}

std::string base64_encode(ByteView bytes)
{
    std::string text = encode_with(standard_alphabet, bytes);
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::optional<Bytes> base64_decode(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    for (int i = 0; i < 2 && text.ends_with('='); ++i)
        text.remove_suffix(1);
    return decode_with(standard_reverse, text);
}

} // namespace zugang
