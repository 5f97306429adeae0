#include "base/text.hpp"
#include "idp/config/schema.hpp"
#include <algorithm>

namespace zugang::idp::config {
namespace {

std::string quoted_words(std::vector<std::string_view> const& words)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i)
        out += (i == 0 ? "\"" : i + 1 == words.size() ? "\" or \"" : "\", \"") + std::string(words[i]);
    return out + "\"";
}

bool is_within(Key const& key, std::int64_t number)
{
    return key.minimum <= number && number <= key.maximum;
}

std::string check_text(Key const& key, std::string const& text)
{
    if (has_control_characters(text) || !is_utf8(text))
        return "must not hold control characters";
    if (!key.words.empty() && std::ranges::find(key.words, text) == key.words.end())
        return "must be " + quoted_words(key.words);
    return key.check != nullptr ? key.check(text) : "";
}

struct FindProblem {
    Key const& key;

    std::string operator()(std::string const& text) const { return check_text(key, text); }
    std::string operator()(bool) const { return ""; }
    std::string operator()(std::int64_t number) const
    {
        return is_within(key, number) ? "" : "must be " + describe_range(key);
    }
    std::string operator()(Seconds duration) const
    {
        return is_within(key, duration.count()) ? "" : "must be " + describe_range(key);
    }
    std::string operator()(std::vector<std::string> const& list) const
    {
        for (auto const& item : list) {
            if (auto const problem = check_text(key, item); !problem.empty())
                return problem;
            if (std::ranges::count(list, item) > 1)
                return "names an item twice";
        }
        return "";
    }
};

} // namespace

Key Key::between(std::int64_t low, std::int64_t high) &&
{
    minimum = low;
    maximum = high;
    return std::move(*this);
}

Key Key::between(Seconds low, Seconds high) &&
{
    return std::move(*this).between(low.count(), high.count());
}

Key Key::one_of(std::vector<std::string_view> allowed) &&
{
    words = std::move(allowed);
    return std::move(*this);
}

Key Key::checked(std::string (*with)(std::string_view)) &&
{
    check = with;
    return std::move(*this);
}

Key Key::shown_as(std::string_view value) &&
{
    example = value;
    return std::move(*this);
}

std::string_view Key::section() const
{
    auto const dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
}

std::string_view Key::last() const
{
    return name.substr(name.rfind('.') + 1);
}

Key const* find_key(std::string_view name)
{
    auto const& keys = schema();
    auto const found = std::ranges::find(keys, name, &Key::name);
    return found == keys.end() ? nullptr : &*found;
}

bool is_section(std::string_view name)
{
    return std::ranges::any_of(schema(), [name](Key const& key) {
        return key.name.size() > name.size() && key.name.starts_with(name) && key.name[name.size()] == '.';
    });
}

std::string check_value(Key const& key, Value const& value)
{
    return std::visit(FindProblem{key}, value);
}

std::string describe_range(Key const& key)
{
    auto const value = key.get(Config{});
    if (!key.words.empty())
        return quoted_words(key.words);
    if (std::holds_alternative<bool>(value))
        return "true or false";
    if (std::holds_alternative<std::int64_t>(value))
        return std::to_string(key.minimum) + " to " + std::to_string(key.maximum);
    if (std::holds_alternative<Seconds>(value))
        return format_duration(Seconds{key.minimum}) + " to " + format_duration(Seconds{key.maximum});
    return "";
}

} // namespace zugang::idp::config
