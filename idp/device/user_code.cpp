#include "idp/device/user_code.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <array>
#include <utility>

namespace zugang::idp::device {
namespace {

constexpr std::string_view code_letters = "BCDFGHJKLMNPQRSTVWXZ";
constexpr std::size_t code_length = 8;
constexpr std::size_t longest_typed = 100; // bytes

/// What is typed on a Cyrillic keyboard, or read from a poor screen, and the letter it looks like. Case-folded.
constexpr std::array<std::pair<std::string_view, char>, 11> look_alikes{{{"в", 'B'},
                                                                         {"с", 'C'},
                                                                         {"н", 'H'},
                                                                         {"к", 'K'},
                                                                         {"м", 'M'},
                                                                         {"р", 'P'},
                                                                         {"т", 'T'},
                                                                         {"х", 'X'},
                                                                         {"8", 'B'},
                                                                         {"5", 'S'},
                                                                         {"2", 'Z'}}};
constexpr std::array<std::string_view, 10> separators{" ", "-", ".", "_", "\t", "‐", "–", "—", "−", "\u00a0"};

/// The code point `text` begins with, as its bytes; the text is valid UTF-8.
std::string_view first_letter(std::string_view text)
{
    auto const lead = static_cast<unsigned char>(text.front());
    auto const length = lead < 0x80U ? 1U : lead < 0xE0U ? 2U : lead < 0xF0U ? 3U : 4U;
    return text.substr(0, length);
}

/// Our letter for a case-folded one; nothing for what is none of ours and looks like none.
std::optional<char> letter_for(std::string_view letter)
{
    for (auto const& [look, ours] : look_alikes) {
        if (look == letter)
            return ours;
    }
    if (letter.size() != 1 || letter.front() < 'a' || letter.front() > 'z')
        return std::nullopt;
    auto const upper = static_cast<char>(letter.front() - 'a' + 'A');
    return code_letters.find(upper) == std::string_view::npos ? std::nullopt : std::optional{upper};
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
    auto const folded = typed.size() <= longest_typed ? fold_case(typed) : std::nullopt;
    if (!folded)
        return std::nullopt;
    std::string code;
    for (std::string_view rest = *folded; !rest.empty();) {
        auto const letter = first_letter(rest);
        rest.remove_prefix(letter.size());
        if (std::ranges::find(separators, letter) != separators.end())
            continue;
        auto const ours = letter_for(letter);
        if (!ours)
            return std::nullopt;
        code += *ours;
    }
    return code.size() == code_length ? std::optional{code} : std::nullopt;
}

Bytes user_code_hash(std::string_view user_code, Services& on)
{
    return on.sealer.keyed_hash("device user code", user_code);
}

} // namespace zugang::idp::device
