// A small reader of the markup we write ourselves: strict, so that what it cannot read is a finding.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::tests {

struct Element {
    std::string name; // lower case
    std::map<std::string, std::string> attributes;
    std::string text; // everything inside, tags left out, entities as they stand
    std::size_t parent = 0;

    [[nodiscard]] bool has(std::string const& attribute) const { return attributes.contains(attribute); }
    [[nodiscard]] std::string get(std::string const& attribute) const
    {
        auto const found = attributes.find(attribute);
        return found == attributes.end() ? std::string{} : found->second;
    }
};

/// All elements in order. Throws std::runtime_error for what is not nested, an unquoted value, a doubled attribute, or
/// a name in capitals.
[[nodiscard]] std::vector<Element> read_markup(std::string_view html);

} // namespace zugang::tests
