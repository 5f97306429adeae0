#include "idp/login/consent_deeds.hpp"
#include "base/json.hpp"
#include <stdexcept>

namespace zugang::idp::login {
namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

std::string words_of(Json const& value)
{
    auto const text = value.as_string();
    return text ? *text : value.dump(); // numbers, true, false, null and lists in lists, as they are
}

bool is_plain(Json const& value)
{
    return !value.is_object() && !value.is_array();
}

/// "betrag › euro: 123,50": inner members carry the names they stand under; lists of plain values one per line.
void take_apart(Members& members, std::string const& name, Json const& value)
{
    if (value.is_object()) {
        auto const inner = value.members();
        for (auto const& [inner_name, inner_value] : inner)
            take_apart(members, name + " › " + inner_name, inner_value);
        if (inner.empty())
            members.emplace_back(name, "{}");
    } else if (value.is_array()) {
        std::string lines;
        for (auto const& item : value.items()) {
            if (is_plain(item))
                lines += (lines.empty() ? "" : "\n") + words_of(item);
            else
                take_apart(members, name, item);
        }
        if (!lines.empty() || value.items().empty())
            members.emplace_back(name, lines.empty() ? "[]" : lines);
    } else {
        members.emplace_back(name, words_of(value));
    }
}

} // namespace

std::vector<pages::ConsentDeed> deeds_of(std::string_view details)
{
    if (details.empty())
        return {};
    auto const list = Json::parse(details);
    if (!list || !list->is_array())
        throw std::logic_error{"authorization_details of a request cannot be read"};
    std::vector<pages::ConsentDeed> deeds;
    for (auto const& item : list->items()) {
        pages::ConsentDeed deed{.type = item.string("type").value_or(""), .members = {}};
        for (auto const& [name, value] : item.members()) {
            if (name != "type")
                take_apart(deed.members, name, value);
        }
        deeds.push_back(std::move(deed));
    }
    return deeds;
}

} // namespace zugang::idp::login
