// Mustache: one parsed template. The library stands in mustache.cpp alone.
#pragma once
#include "templates/context.hpp"
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace zugang::templates {

enum class Escaping { html, none };

/// & < > " ' as character references: safe in text and in quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);

class Mustache {
public:
    /// `source` without partials. Throws LoadError where the library cannot parse it; `name` stands in its message.
    Mustache(std::string const& name, std::string const& source, Escaping escaping);
    ~Mustache();
    Mustache(Mustache&&) noexcept;
    Mustache& operator=(Mustache&&) noexcept;

    using Translate = std::function<std::string(Text const&)>;
    /// Safe from many threads: parsed once, only read here.
    [[nodiscard]] std::string render(Context const& context, Translate const& translate) const;

private:
    struct Parsed;
    std::unique_ptr<Parsed> parsed_;
};

} // namespace zugang::templates
