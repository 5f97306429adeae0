#include "rendered.hpp"
#include "engine_for_tests.hpp"
#include "idp/pages/samples.hpp"
#include <algorithm>
#include <stdexcept>

namespace zugang::tests {

std::vector<Rendered> const& all_rendered()
{
    static auto const all = [] {
        std::vector<Rendered> rendered;
        for (auto const& info : templates::all_languages()) {
            for (auto const& sample : idp::pages::samples()) {
                auto html = product_engine().render(sample.template_name, info.language, sample.context(info.language));
                auto elements = read_markup(html);
                rendered.push_back({sample.name, info, std::move(html), std::move(elements)});
            }
        }
        return rendered;
    }();
    return all;
}

Rendered const& find_page(std::string_view name, templates::Language language)
{
    return *std::ranges::find_if(
        all_rendered(), [&](Rendered const& page) { return page.name == name && page.language.language == language; });
}

Element const* find_named(std::vector<Element> const& elements, std::string_view name)
{
    auto const found = std::ranges::find_if(elements, [&](Element const& e) { return e.get("name") == name; });
    return found == elements.end() ? nullptr : &*found;
}

std::vector<std::string> words_of(std::string const& value)
{
    std::vector<std::string> words;
    for (std::size_t start = 0; start < value.size();) {
        auto const end = std::min(value.find(' ', start), value.size());
        words.push_back(value.substr(start, end - start));
        start = end + 1;
    }
    return words;
}

} // namespace zugang::tests
