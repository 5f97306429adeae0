// Every sample page, rendered in every language once.
#pragma once
#include "markup.hpp"
#include "templates/language.hpp"
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::tests {

struct Rendered {
    std::string name;
    templates::LanguageInfo language;
    std::string html;
    std::vector<Element> elements;
};

[[nodiscard]] std::vector<Rendered> const& all_rendered();
[[nodiscard]] Rendered const& find_page(std::string_view name, templates::Language language = templates::Language::de);
/// The first element with this attribute name="…"; null where there is none.
[[nodiscard]] Element const* find_named(std::vector<Element> const& elements, std::string_view name);
/// The words of a space-separated attribute.
[[nodiscard]] std::vector<std::string> words_of(std::string const& value);

} // namespace zugang::tests
