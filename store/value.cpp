#include "store/value.hpp"
#include "base/text.hpp"
#include <algorithm>

namespace zugang::store {
namespace {

[[noreturn]] void throw_wrong_column(std::string_view column, std::string_view why)
{
    throw std::logic_error("column " + std::string(column) + " " + std::string(why));
}

template <class T>
T const& value_as(Value const& value, std::string_view column)
{
    auto const* found = std::get_if<T>(&value);
    if (found == nullptr)
        throw_wrong_column(column, "has another type");
    return *found;
}

} // namespace

bool is_storable(std::string_view text)
{
    return text.find('\0') == std::string_view::npos && is_utf8(text);
}

void check_storable(Value const& value)
{
    auto const* text = std::get_if<std::string>(&value);
    if (text != nullptr && !is_storable(*text))
        throw std::invalid_argument("a text for the store must be UTF-8 without NUL");
}

Value const& Row::at(std::string_view column) const
{
    auto const found = std::ranges::find(*names_, column);
    if (found == names_->end())
        throw_wrong_column(column, "is not in the answer");
    return values_[static_cast<std::size_t>(found - names_->begin())];
}

std::int64_t Row::integer(std::string_view column) const
{
    return value_as<std::int64_t>(at(column), column);
}

std::string Row::text(std::string_view column) const
{
    return value_as<std::string>(at(column), column);
}

Bytes Row::blob(std::string_view column) const
{
    return value_as<Bytes>(at(column), column);
}

bool Row::is_null(std::string_view column) const
{
    return std::holds_alternative<Null>(at(column));
}

std::optional<std::string> Row::optional_text(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

std::optional<Bytes> Row::optional_blob(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(blob(column));
}

std::optional<Instant> Row::optional_instant(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(instant(column));
}

} // namespace zugang::store
