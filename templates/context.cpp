#include "templates/context.hpp"
#include <algorithm>

namespace zugang::templates {

Context& Context::put(std::string name, Value value)
{
    auto const known = std::ranges::find(values_, name, &std::pair<std::string, Value>::first);
    if (known != values_.end()) {
        known->second = std::move(value);
    } else {
        values_.emplace_back(std::move(name), std::move(value));
    }
    return *this;
}

Context& Context::text(std::string name, Text value)
{
    return put(std::move(name), std::move(value));
}

Context& Context::flag(std::string name, bool value)
{
    return put(std::move(name), value);
}

Context& Context::html(std::string name, Html value)
{
    return put(std::move(name), std::move(value));
}

Context& Context::list(std::string name, ContextList value)
{
    return put(std::move(name), std::move(value));
}

Context& Context::add(Context const& other)
{
    for (auto const& [name, value] : other.values_) {
        put(name, value);
    }
    return *this;
}

Context::Value const* Context::find(std::string_view name) const
{
    auto const known = std::ranges::find(values_, name, &std::pair<std::string, Value>::first);
    return known == values_.end() ? nullptr : &known->second;
}

} // namespace zugang::templates
