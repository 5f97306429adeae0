// Context: the values a template is rendered with, and at the same time the declaration of what it may use.
#pragma once
#include "templates/text.hpp"
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zugang::templates {

/// Markup of our own that goes out unescaped. Never made from anything a visitor or client sent.
struct Html {
    std::string markup;
};

class Context;
using ContextList = std::vector<Context>;

class Context {
public:
    using Value = std::variant<Text, bool, Html, ContextList>;

    /// Escaped when rendered. As a section {{#name}} it is true where it is not empty.
    Context& text(std::string name, Text value);
    Context& flag(std::string name, bool value);
    Context& html(std::string name, Html value); // used as {{{name}}}
    /// A repeated section. Of a sample each list holds one context at least: it declares the inner names.
    Context& list(std::string name, ContextList value);
    /// Adds all values of another context.
    Context& add(Context const& other);

    [[nodiscard]] Value const* find(std::string_view name) const;
    [[nodiscard]] std::vector<std::pair<std::string, Value>> const& values() const { return values_; }

private:
    Context& put(std::string name, Value value);
    std::vector<std::pair<std::string, Value>> values_;
};

} // namespace zugang::templates
