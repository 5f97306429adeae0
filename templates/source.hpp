// Source: a template as a list of tokens, partials inlined, each knowing the file and line it came from.
#pragma once
#include "templates/context.hpp"
#include "templates/material.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace zugang::templates {

struct Token {
    enum class Kind { literal, variable, markup, section, inverted, end, wording, asset };
    Kind kind = Kind::literal;
    std::string text; // the literal, the name, or the German wording
    std::string file; // "pages/parts/head.html"
    std::size_t line = 1;
};
using Tokens = std::vector<Token>;

/// Reads `name` and the partials it takes in. Throws LoadError with file and line for what is not there, not closed,
/// not known, or taken in by itself.
[[nodiscard]] Tokens read_source(Material const& material, std::string_view name);

/// Every name must be declared by `sample`, as what it is used as, and every section must be closed. LoadError else.
void check_names(Tokens const& tokens, Context const& sample);

/// The names of the {gaps} in a wording, in order.
[[nodiscard]] std::vector<std::string> find_gaps(std::string_view wording);
/// The wording with each {gap} replaced by what `value_of` gives for its name.
template <class Fill>
[[nodiscard]] std::string fill_gaps(std::string_view wording, Fill const& value_of);

/// "pages/login.html:12: " for messages of LoadError.
[[nodiscard]] std::string place_of(Token const& token);

template <class Fill>
std::string fill_gaps(std::string_view wording, Fill const& value_of)
{
    std::string filled;
    while (!wording.empty()) {
        auto const open = wording.find('{');
        auto const close = open == std::string_view::npos ? open : wording.find('}', open);
        if (close == std::string_view::npos) {
            filled += wording;
            break;
        }
        filled += wording.substr(0, open);
        filled += value_of(wording.substr(open + 1, close - open - 1));
        wording.remove_prefix(close + 1);
    }
    return filled;
}

} // namespace zugang::templates
