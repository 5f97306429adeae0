#include "base/json.hpp"
#include "base/json_node.hpp"

namespace zugang {
namespace {

JsonNode const& node_of(void const* node)
{
    return *static_cast<JsonNode const*>(node);
}

void append_node(std::string& out, JsonNode const& node);

void append_items(std::string& out, JsonNode const& node)
{
    char separator = '[';
    for (auto const& item : node.children) {
        out += std::exchange(separator, ',');
        append_node(out, item);
    }
    out += node.children.empty() ? "[]" : "]";
}

void append_members(std::string& out, JsonNode const& node)
{
    char separator = '{';
    for (auto const& member : node.children) {
        out += std::exchange(separator, ',');
        out += json_quote(member.name);
        out += ':';
        append_node(out, member);
    }
    out += node.children.empty() ? "{}" : "}";
}

void append_node(std::string& out, JsonNode const& node)
{
    switch (node.kind) {
    case JsonKind::null:
        out += "null";
        break;
    case JsonKind::boolean:
        out += node.boolean ? "true" : "false";
        break;
    case JsonKind::number:
        out += node.text;
        break;
    case JsonKind::string:
        out += json_quote(node.text);
        break;
    case JsonKind::array:
        append_items(out, node);
        break;
    case JsonKind::object:
        append_members(out, node);
        break;
    }
}

} // namespace

Result<Json> Json::parse(std::string_view text, JsonLimits limits)
{
    auto root = read_json(text, limits);
    if (!root)
        return std::unexpected(root.error());
    auto document = std::make_shared<Document const>(Document{std::move(*root)});
    void const* const node = &document->root;
    return Json(std::move(document), node);
}

bool Json::is_object() const
{
    return node_of(node_).kind == JsonKind::object;
}

bool Json::is_array() const
{
    return node_of(node_).kind == JsonKind::array;
}

bool Json::is_string() const
{
    return node_of(node_).kind == JsonKind::string;
}

bool Json::is_null() const
{
    return node_of(node_).kind == JsonKind::null;
}

std::optional<std::string> Json::as_string() const
{
    return is_string() ? std::optional(node_of(node_).text) : std::nullopt;
}

std::optional<std::int64_t> Json::as_integer() const
{
    return node_of(node_).integer;
}

std::optional<bool> Json::as_boolean() const
{
    return node_of(node_).kind == JsonKind::boolean ? std::optional(node_of(node_).boolean) : std::nullopt;
}

std::vector<Json> Json::items() const
{
    std::vector<Json> list;
    if (!is_array())
        return list;
    list.reserve(node_of(node_).children.size());
    for (auto const& item : node_of(node_).children)
        list.push_back(Json(document_, &item));
    return list;
}

std::vector<std::pair<std::string, Json>> Json::members() const
{
    std::vector<std::pair<std::string, Json>> list;
    if (!is_object())
        return list;
    list.reserve(node_of(node_).children.size());
    for (auto const& member : node_of(node_).children)
        list.emplace_back(member.name, Json(document_, &member));
    return list;
}

std::optional<Json> Json::find(std::string_view name) const
{
    if (!is_object())
        return std::nullopt;
    for (auto const& member : node_of(node_).children)
        if (member.name == name)
            return Json(document_, &member);
    return std::nullopt;
}

std::optional<std::string> Json::string(std::string_view name) const
{
    auto const member = find(name);
    return member ? member->as_string() : std::nullopt;
}

std::optional<std::int64_t> Json::integer(std::string_view name) const
{
    auto const member = find(name);
    return member ? member->as_integer() : std::nullopt;
}

std::optional<bool> Json::boolean(std::string_view name) const
{
    auto const member = find(name);
    return member ? member->as_boolean() : std::nullopt;
}

std::optional<std::vector<std::string>> Json::strings(std::string_view name) const
{
    auto const member = find(name);
    if (!member || !member->is_array())
        return std::nullopt;
    std::vector<std::string> list;
    for (auto const& item : node_of(member->node_).children) {
        if (item.kind != JsonKind::string)
            return std::nullopt;
        list.push_back(item.text);
    }
    return list;
}

std::string Json::dump() const
{
    std::string out;
    append_node(out, node_of(node_));
    return out;
}

} // namespace zugang
