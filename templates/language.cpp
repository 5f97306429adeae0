#include "templates/language.hpp"
#include "base/text.hpp"
#include <array>
#include <vector>

namespace zugang::templates {
namespace {

constexpr std::array language_table{LanguageInfo{Language::de, "de", "Deutsch", "ltr"},
                                    LanguageInfo{Language::en, "en", "English", "ltr"},
                                    LanguageInfo{Language::uk, "uk", "Українська", "ltr"}};

/// A browser sends a handful of languages; what stands behind these is not worth reading.
constexpr std::size_t longest_wish = 512;

/// "0.8" as thousandths, RFC 9110 §12.4.2; nothing for what is no weight.
std::optional<int> parse_weight(std::string_view text)
{
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) {
        return std::nullopt;
    }
    auto weight = (text[0] - '0') * 1000;
    if (text.size() > 1 && text[1] != '.') {
        return std::nullopt;
    }
    auto unit = 100;
    for (auto digit : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (digit < '0' || digit > '9') {
            return std::nullopt;
        }
        weight += (digit - '0') * unit;
        unit /= 10;
    }
    return weight <= 1000 ? std::optional{weight} : std::nullopt;
}

/// The weight of one entry of Accept-Language: 1000 without q, 0 where it is malformed.
int weight_of(std::string_view parameters)
{
    auto const parameter = trim(parameters);
    if (parameter.empty()) {
        return 1000;
    }
    if (parameter.size() < 3 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') {
        return 0;
    }
    return parse_weight(parameter.substr(2)).value_or(0);
}

std::optional<Language> best_accepted(std::string_view header)
{
    std::optional<Language> best;
    auto best_weight = 0;
    for (auto const& entry : split_words(header.substr(0, longest_wish), ',')) {
        auto const semicolon = entry.find(';');
        auto const language = find_language(trim(std::string_view{entry}.substr(0, semicolon)));
        auto const weight =
            semicolon == std::string::npos ? 1000 : weight_of(std::string_view{entry}.substr(semicolon + 1));
        if (language && weight > best_weight) {
            best = language;
            best_weight = weight;
        }
    }
    return best;
}

} // namespace

std::span<LanguageInfo const> all_languages()
{
    return language_table;
}

LanguageInfo const& info_of(Language language)
{
    return language_table.at(static_cast<std::size_t>(language));
}

std::optional<Language> find_language(std::string_view tag)
{
    auto const primary = to_lower_ascii(tag.substr(0, tag.find_first_of("-_")));
    for (auto const& info : language_table) {
        if (info.tag == primary) {
            return info.language;
        }
    }
    return std::nullopt;
}

Language choose_language(LanguageWishes const& wishes)
{
    for (auto const& tag : split_words(wishes.ui_locales.substr(0, longest_wish))) {
        if (auto const language = find_language(tag)) {
            return *language;
        }
    }
    for (auto const wish : {wishes.cookie, wishes.account}) {
        if (auto const language = find_language(wish)) {
            return *language;
        }
    }
    return best_accepted(wishes.accept_language).value_or(Language::de);
}

} // namespace zugang::templates
