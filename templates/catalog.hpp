// Catalog: a compiled gettext catalog (.mo, GNU gettext manual "The Format of GNU MO Files"), read once, immutable.
// An own reader, since libintl needs the machine's locales and Boost.Locale brings ICU along.
#pragma once
#include "base/result.hpp"
#include "templates/plural_rule.hpp"
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::templates {

class Catalog {
public:
    /// The bytes of a little-endian .mo file in UTF-8. Copies what it keeps; offsets are checked against the size.
    [[nodiscard]] static Result<Catalog> parse(std::string_view mo);

    /// The translation of a German source text; nothing where there is none.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view source) const;
    /// The form for `count`; a text that has plural forms is found by its singular.
    [[nodiscard]] std::optional<std::string_view> find_plural(std::string_view source, std::uint64_t count) const;
    /// All forms of a text: one, or as many as the rule has.
    [[nodiscard]] std::vector<std::string> const* find_forms(std::string_view source) const;

    [[nodiscard]] PluralRule const& plural_rule() const { return plural_rule_; }
    [[nodiscard]] std::vector<std::string_view> sources() const;

private:
    explicit Catalog(PluralRule rule) : plural_rule_(std::move(rule)) {}

    PluralRule plural_rule_;
    std::map<std::string, std::vector<std::string>, std::less<>> texts_;
};

} // namespace zugang::templates
