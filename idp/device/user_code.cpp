#include "idp/device/user_code.hpp"
#include "codes/clean.hpp"
#include <algorithm>

namespace zugang::idp::device {
namespace {

constexpr std::string_view code_letters = "BCDFGHJKLMNPQRSTVWXZ";
constexpr std::size_t code_length = 8;
constexpr std::size_t longest_typed = 100; // bytes

/// Our letter for a cleaned one; digits are read as the letters they look like. Nothing for what is none of ours.
std::optional<char> letter_for(char32_t point)
{
    auto const meant = point == U'8' ? U'B' : point == U'5' ? U'S' : point == U'2' ? U'Z' : point;
    auto const at = std::ranges::find(code_letters, meant, [](char letter) { return static_cast<char32_t>(letter); });
    return at == code_letters.end() ? std::nullopt : std::optional{*at};
}

} // namespace

std::string make_user_code(Random& random)
{
    constexpr unsigned even_limit = 256 / code_letters.size() * code_letters.size(); // above it some would be likelier
    std::string code;
    while (code.size() < code_length) {
        for (unsigned const byte : random.bytes(code_length)) {
            if (byte < even_limit && code.size() < code_length)
                code += code_letters[byte % code_letters.size()];
        }
    }
    return code;
}

std::string grouped(std::string_view user_code)
{
    return std::string{user_code.substr(0, code_length / 2)} + "-" + std::string{user_code.substr(code_length / 2)};
}

std::optional<std::string> parse_user_code(std::string_view typed)
{
    auto const points = typed.size() <= longest_typed ? codes::clean(typed) : std::nullopt;
    if (!points || points->size() != code_length)
        return std::nullopt;
    std::string code;
    for (char32_t const point : *points) {
        auto const letter = letter_for(point);
        if (!letter)
            return std::nullopt;
        code += *letter;
    }
    return code;
}

Bytes user_code_hash(std::string_view user_code, Services& on)
{
    return on.sealer.keyed_hash("device user code", user_code);
}

} // namespace zugang::idp::device
