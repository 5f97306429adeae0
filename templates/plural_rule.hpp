// PluralRule: the Plural-Forms header of a gettext catalog, "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : …);".
#pragma once
#include "base/result.hpp"
#include <cstdint>
#include <string_view>
#include <vector>

namespace zugang::templates {

/// Immutable; safe from many threads.
class PluralRule {
public:
    /// The whole header value. Fails for anything that is not a C expression of n, numbers, ?: || && == != < <= > >=
    /// + - * / % ! and parentheses, and for fewer than 1 or more than 9 forms.
    [[nodiscard]] static Result<PluralRule> parse(std::string_view header);

    [[nodiscard]] std::size_t form_count() const { return form_count_; }
    /// Which form `count` takes; the last one where the expression names a form that is not there.
    [[nodiscard]] std::size_t form_for(std::uint64_t count) const;

    enum class Op { number, n, negate, choose, either, both, eq, ne, le, ge, lt, gt, add, sub, mul, div, mod };
    struct Node {
        Op op = Op::number;
        std::uint64_t value = 0;
        std::size_t first = 0; // positions of the operands
        std::size_t second = 0;
        std::size_t third = 0;
    };

private:
    [[nodiscard]] std::uint64_t value_of(std::size_t position, std::uint64_t count) const;

    std::vector<Node> nodes_;
    std::size_t root_ = 0;
    std::size_t form_count_ = 1;
};

} // namespace zugang::templates
