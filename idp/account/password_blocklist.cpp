#include "idp/account/password_blocklist.hpp"
#include "base/text.hpp"
#include "embedded/common_passwords.hpp"
#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace zugang::idp::account {
namespace {

constexpr std::size_t short_end = 4;     // digits people put before or behind a word: 1, 123, 2024
constexpr std::size_t few_signs = 4;     // and signs: !, !!!
constexpr std::size_t shortest_core = 4; // shorter words are listed with their endings only
constexpr std::size_t short_unit = 4;    // repeated, it is no password however long: abcabcabcabc

/// FNV-1a. The list is no secret and nobody gains by a collision.
std::uint64_t hash_entry(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (char const letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    return hash;
}

template <class Visit>
void each_line(std::string_view text, Visit visit)
{
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        visit(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

bool is_letter(char letter)
{
    return static_cast<unsigned char>(letter) >= 0x80 || (letter >= 'a' && letter <= 'z');
}

/// The letters that signs and digits stand for. `one` is what 1, ! and | mean: i or l.
std::string without_leet(std::string_view text, char one)
{
    constexpr std::string_view signs = "@4830$5796";
    constexpr std::string_view letters = "aabeosstgg";
    std::string plain{text};
    for (auto& letter : plain) {
        auto const at = signs.find(letter);
        if (at != std::string_view::npos)
            letter = letters[at];
        else if (letter == '1' || letter == '!' || letter == '|')
            letter = one;
    }
    return plain;
}

/// Turns characters round, not bytes.
std::string reversed(std::string_view text)
{
    std::string out;
    std::size_t end = text.size();
    for (std::size_t i = text.size(); i-- > 0;) {
        if ((static_cast<unsigned char>(text[i]) & 0xc0U) == 0x80U)
            continue;
        out += text.substr(i, end - i);
        end = i;
    }
    return out;
}

/// Length of the shortest beginning that, repeated (the last time perhaps cut short), gives the text.
std::size_t period_of(std::string_view text)
{
    std::vector<std::size_t> border(text.size() + 1, 0); // Knuth, Morris, Pratt
    for (std::size_t i = 1, matched = 0; i < text.size(); ++i) {
        while (matched > 0 && text[i] != text[matched])
            matched = border[matched];
        if (text[i] == text[matched])
            ++matched;
        border[i + 1] = matched;
    }
    return text.size() - border[text.size()];
}

/// "abcdefghijkl", "123456789012", "987654321098".
bool is_run(std::string_view text)
{
    auto const steps_by = [text](int step) {
        for (std::size_t i = 1; i < text.size(); ++i) {
            auto const difference = text[i] - text[i - 1];
            bool const is_wrapped = is_digit(text[i]) && is_digit(text[i - 1]) && difference == -9 * step;
            if (difference != step && !is_wrapped)
                return false;
        }
        return true;
    };
    return text.size() > 1 && (steps_by(1) || steps_by(-1));
}

} // namespace

PasswordBlocklist::PasswordBlocklist(std::string const& operator_file)
{
    for (auto const& file : embedded::common_passwords())
        each_line(file.content, [this](std::string_view line) { entries_.push_back(hash_entry(line)); });
    if (!operator_file.empty()) {
        std::ifstream in{operator_file};
        if (!in)
            throw std::runtime_error{"password.blocklist_file cannot be read: " + operator_file};
        for (std::string line; std::getline(in, line);) {
            if (line.ends_with('\r'))
                line.pop_back();
            auto const folded = fold_case(line);
            if (folded && !folded->empty())
                entries_.push_back(hash_entry(*folded));
        }
    }
    std::ranges::sort(entries_);
    auto const doubled = std::ranges::unique(entries_);
    entries_.erase(doubled.begin(), doubled.end());
    entries_.shrink_to_fit();
}

bool PasswordBlocklist::contains(std::string_view password) const
{
    auto const folded = fold_case(password);
    if (!folded || folded->empty())
        return false;
    std::string_view const text = *folded;
    auto const period = period_of(text);
    if (is_run(text) || period <= short_unit)
        return true;
    if (period < text.size() && is_listed_in_disguise(text.substr(0, period)))
        return true;
    return is_listed_in_disguise(text) || is_listed_core(text);
}

bool PasswordBlocklist::is_listed(std::string_view folded) const
{
    return std::ranges::binary_search(entries_, hash_entry(folded));
}

bool PasswordBlocklist::is_listed_in_disguise(std::string_view folded) const
{
    return is_listed(folded) || is_listed(without_leet(folded, 'i')) || is_listed(without_leet(folded, 'l')) ||
           is_listed(reversed(folded));
}

bool PasswordBlocklist::is_simple_end(std::string_view end) const
{
    std::string digits;
    for (char const letter : end) {
        if (is_digit(letter))
            digits += letter;
    }
    bool const has_few_signs = end.size() - digits.size() <= few_signs;
    bool const are_digits_simple =
        digits.size() <= short_end || is_run(digits) || period_of(digits) <= 2 || is_listed(digits);
    return (has_few_signs && are_digits_simple) || is_listed(end) || period_of(end) <= 2;
}

/// A listed word between ends of digits and signs that add nothing.
bool PasswordBlocklist::is_listed_core(std::string_view folded) const
{
    auto const first = std::ranges::find_if(folded, is_letter);
    auto const begin = static_cast<std::size_t>(first - folded.begin());
    auto end = folded.size();
    while (end > begin && !is_letter(folded[end - 1]))
        --end;
    auto const core = folded.substr(begin, end - begin);
    return core.size() >= shortest_core && is_simple_end(folded.substr(0, begin)) &&
           is_simple_end(folded.substr(end)) && is_listed_in_disguise(core);
}

} // namespace zugang::idp::account
