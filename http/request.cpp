#include "http/request.hpp"
#include <algorithm>

namespace zugang::http {
namespace {

char lower_letter(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower_letter, lower_letter);
}

std::optional<std::string_view> Request::header(std::string_view name) const
{
    std::optional<std::string_view> found;
    for (auto const& header : headers) {
        if (!equals_ignoring_case(header.name, name))
            continue;
        if (found)
            return std::nullopt; // which of two would count is a guess, and guesses differ between programs
        found = header.value;
    }
    return found;
}

std::size_t Request::count_headers(std::string_view name) const
{
    return static_cast<std::size_t>(std::ranges::count_if(
        headers, [name](Header const& header) { return equals_ignoring_case(header.name, name); }));
}

} // namespace zugang::http
