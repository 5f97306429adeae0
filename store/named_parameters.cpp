#include "store/named_parameters.hpp"
#include <algorithm>

namespace zugang::store {
namespace {

bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool continues_name(char c)
{
    return starts_name(c) || (c >= '0' && c <= '9');
}

std::size_t end_of_block_comment(std::string_view sql, std::size_t from)
{
    std::size_t depth = 1; // PostgreSQL nests them
    auto at = from + 2;
    while (at < sql.size() && depth > 0) {
        auto const pair = sql.substr(at, 2);
        if (pair == "/*")
            ++depth;
        if (pair == "*/")
            --depth;
        at += pair == "/*" || pair == "*/" ? std::size_t{2} : std::size_t{1};
    }
    return std::min(at, sql.size());
}

/// Where what begins at `from` and may hold no parameter ends: a quoted text or name, a comment, a cast; else `from`.
std::size_t skip_opaque(std::string_view sql, std::size_t from)
{
    auto const rest = sql.substr(from);
    auto const after = [&](std::size_t found, std::size_t length) {
        return found == std::string_view::npos ? sql.size() : found + length;
    };
    if (rest.starts_with('\'') || rest.starts_with('"'))
        return after(sql.find(rest.front(), from + 1), 1); // a doubled quote reads as two texts side by side
    if (rest.starts_with("--"))
        return after(sql.find('\n', from), 1);
    if (rest.starts_with("/*"))
        return end_of_block_comment(sql, from);
    if (rest.starts_with("::"))
        return from + 2;
    return from;
}

std::size_t number_of(std::string_view name, std::vector<std::string>& names)
{
    auto const found = std::ranges::find(names, name);
    auto const number = static_cast<std::size_t>(found - names.begin()) + 1;
    if (found == names.end())
        names.emplace_back(name);
    return number;
}

} // namespace

NumberedStatement number_parameters(std::string_view sql)
{
    NumberedStatement numbered;
    std::size_t at = 0;
    while (at < sql.size()) {
        auto const opaque_end = skip_opaque(sql, at);
        if (opaque_end > at) {
            numbered.sql += sql.substr(at, opaque_end - at);
            at = opaque_end;
        } else if (sql[at] == ':' && at + 1 < sql.size() && starts_name(sql[at + 1])) {
            auto end = at + 2;
            while (end < sql.size() && continues_name(sql[end]))
                ++end;
            auto const name = sql.substr(at + 1, end - at - 1);
            numbered.sql += "$" + std::to_string(number_of(name, numbered.names));
            at = end;
        } else {
            numbered.sql += sql[at++];
        }
    }
    return numbered;
}

} // namespace zugang::store
