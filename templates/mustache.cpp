#include "templates/mustache.hpp"
#include "templates/engine.hpp"
#include <kainjow/mustache.hpp>

namespace zugang::templates {
namespace {

kainjow::mustache::data to_data(Context const& context, Mustache::Translate const& translate);

struct DataMaker {
    Mustache::Translate const& translate;

    kainjow::mustache::data operator()(Text const& text) const
    {
        auto value = translate(text);
        // An empty text counts as false, so that {{#name}} asks whether there is one.
        return value.empty() ? kainjow::mustache::data{false} : kainjow::mustache::data{std::move(value)};
    }
    kainjow::mustache::data operator()(bool value) const { return kainjow::mustache::data{value}; }
    kainjow::mustache::data operator()(Html const& html) const { return kainjow::mustache::data{html.markup}; }
    kainjow::mustache::data operator()(ContextList const& list) const
    {
        kainjow::mustache::data items{kainjow::mustache::data::type::list};
        for (auto const& item : list) {
            items.push_back(to_data(item, translate));
        }
        return items;
    }
};

kainjow::mustache::data to_data(Context const& context, Mustache::Translate const& translate)
{
    kainjow::mustache::data object{kainjow::mustache::data::type::object};
    for (auto const& [name, value] : context.values()) {
        object.set(name, std::visit(DataMaker{translate}, value));
    }
    return object;
}

} // namespace

std::string escape_html(std::string_view text)
{
    std::string escaped;
    escaped.reserve(text.size() + text.size() / 8);
    for (auto letter : text) {
        switch (letter) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\'':
            escaped += "&#39;";
            break;
        default:
            escaped += letter;
        }
    }
    return escaped;
}

struct Mustache::Parsed {
    kainjow::mustache::mustache library;
};

Mustache::Mustache(std::string const& name, std::string const& source, Escaping escaping)
    : parsed_(std::make_unique<Parsed>(kainjow::mustache::mustache{source}))
{
    if (!parsed_->library.is_valid()) {
        throw LoadError(name + ": " + parsed_->library.error_message());
    }
    if (escaping == Escaping::html) {
        parsed_->library.set_custom_escape([](std::string const& text) { return escape_html(text); });
    } else {
        parsed_->library.set_custom_escape([](std::string const& text) { return text; });
    }
}

Mustache::~Mustache() = default;
Mustache::Mustache(Mustache&&) noexcept = default;
Mustache& Mustache::operator=(Mustache&&) noexcept = default;

std::string Mustache::render(Context const& context, Translate const& translate) const
{
    return parsed_->library.render(to_data(context, translate));
}

} // namespace zugang::templates
