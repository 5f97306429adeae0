#include "http/cookie.hpp"
#include <algorithm>
#include <stdexcept>

namespace zugang::http {
namespace {

/// RFC 6265 §4.1.1 cookie-octet: no control character, space, quote, comma, semicolon or backslash.
bool is_cookie_value(std::string_view value)
{
    return std::ranges::all_of(
        value, [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\'; });
}

/// Without spaces and tabs only. Were other white space (U+00A0, form feed) taken off too, a page of a neighbour host
/// could plant "\u00a0__Host-session", which the browser does not guard and we would read as the guarded cookie.
std::string_view without_blanks(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view same_site_word(SameSite same_site)
{
    switch (same_site) {
    case SameSite::lax:
        return "Lax";
    case SameSite::strict:
        return "Strict";
    case SameSite::none:
        return "None";
    }
    return "Strict";
}

} // namespace

Cookies Cookies::parse(std::string_view header)
{
    Cookies cookies;
    while (!header.empty()) {
        auto const end = std::min(header.find(';'), header.size());
        auto const pair = without_blanks(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        auto const equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0)
            continue;
        cookies.list_.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return cookies;
}

std::optional<std::string> Cookies::find(std::string_view name) const
{
    std::optional<std::string> found;
    for (auto const& [key, value] : list_) {
        if (key != name)
            continue;
        if (found && *found != value)
            return std::nullopt;
        found = value;
    }
    return found;
}

std::string set_cookie(std::string_view name, std::string_view value, CookieOptions options)
{
    // __Host-: the browser takes it only over TLS, for this very host and all paths, so no neighbour can plant one.
    if (!name.starts_with("__Host-") || name.find('=') != std::string_view::npos || !is_cookie_value(name))
        throw std::logic_error("a cookie's name must be a token that starts with __Host-");
    if (!is_cookie_value(value))
        throw std::logic_error("a cookie's value must be ASCII without separators");
    std::string text;
    text.append(name).append("=").append(value).append("; Path=/; Secure");
    if (options.http_only)
        text += "; HttpOnly";
    text.append("; SameSite=").append(same_site_word(options.same_site));
    if (options.max_age)
        text.append("; Max-Age=").append(std::to_string(std::max<std::int64_t>(options.max_age->count(), 0)));
    return text;
}

std::string clear_cookie(std::string_view name)
{
    CookieOptions options;
    options.max_age = std::chrono::seconds{0};
    return set_cookie(name, "", options);
}

} // namespace zugang::http
