#include "http/parameters.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include <algorithm>

namespace zugang::http {
namespace {

/// One name or value: decoded, UTF-8, no NUL (a NUL ends the text for C libraries, and two parts would disagree).
std::optional<std::string> decode_field(std::string_view encoded)
{
    auto text = percent_decode(encoded, /*plus_is_space=*/true);
    if (!text || text->find('\0') != std::string::npos || !is_utf8(*text))
        return std::nullopt;
    return text;
}

} // namespace

Result<Parameters> Parameters::parse(std::string_view encoded, std::size_t maximum)
{
    List list;
    while (!encoded.empty()) {
        auto const end = std::min(encoded.find('&'), encoded.size());
        auto const field = encoded.substr(0, end);
        encoded.remove_prefix(std::min(end + 1, encoded.size()));
        if (field.empty())
            continue;
        if (list.size() == maximum)
            return failure("more than " + std::to_string(maximum) + " form fields");
        auto const equals = std::min(field.find('='), field.size());
        auto name = decode_field(field.substr(0, equals));
        auto value = decode_field(field.substr(std::min(equals + 1, field.size())));
        if (!name || !value)
            return failure("a form field with a broken escape, invalid UTF-8 or NUL");
        list.emplace_back(std::move(*name), std::move(*value));
    }
    return Parameters(std::move(list));
}

std::optional<std::string> Parameters::find(std::string_view name) const
{
    for (auto const& [key, value] : list_)
        if (key == name)
            return value;
    return std::nullopt;
}

std::optional<std::string> Parameters::find_filled(std::string_view name) const
{
    auto value = find(name);
    return value && value->empty() ? std::nullopt : value;
}

bool Parameters::is_doubled(std::string_view name) const
{
    return std::ranges::count_if(list_, [name](auto const& field) { return field.first == name; }) > 1;
}

std::optional<std::string> Parameters::find_doubled() const
{
    for (auto at = list_.begin(); at != list_.end(); ++at)
        if (std::any_of(list_.begin(), at, [at](auto const& earlier) { return earlier.first == at->first; }))
            return at->first;
    return std::nullopt;
}

} // namespace zugang::http
