#include "base/url.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <bit>

namespace zugang {
namespace {

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_unreserved(char c)
{
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

std::optional<unsigned> hex_value(char c)
{
    if (is_digit(c))
        return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f')
        return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F')
        return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

/// Only what RFC 3986 §3.3 and §3.4 allow in paths, queries and fragments, every escape complete.
bool has_only_url_characters(std::string_view text)
{
    constexpr std::string_view others = "!$&'()*+,;=:@/?";
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size() || !hex_value(text[i + 1]) || !hex_value(text[i + 2]))
                return false;
            i += 2;
        } else if (!is_unreserved(text[i]) && others.find(text[i]) == std::string_view::npos) {
            return false;
        }
    }
    return true;
}

bool is_scheme(std::string_view text)
{
    return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, [](char c) {
        return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
    });
}

/// A name or IPv4 address without escapes (an escaped host is read differently by different programs), or [IPv6].
bool is_host(std::string_view text)
{
    if (!text.starts_with('['))
        return std::ranges::all_of(text, is_unreserved);
    if (text.size() < 4 || !text.ends_with(']'))
        return false;
    return std::ranges::all_of(text.substr(1, text.size() - 2),
                               [](char c) { return hex_value(c).has_value() || c == ':' || c == '.'; });
}

bool is_port(std::string_view text)
{
    if (text.empty() || text.size() > 5 || text.front() == '0' || !std::ranges::all_of(text, is_digit))
        return false;
    unsigned value = 0;
    for (char const c : text)
        value = value * 10 + static_cast<unsigned>(c - '0');
    return value <= 65535;
}

/// "host[:port]" without userinfo: "https://good.example@evil.example" names evil.example.
bool split_authority(std::string_view text, Url& url)
{
    auto const bracket = text.starts_with('[') ? text.find(']') : 0;
    auto const colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    auto const host = text.substr(0, colon);
    if (!is_host(host))
        return false;
    url.host = to_lower_ascii(host);
    if (colon == std::string_view::npos)
        return true;
    url.port = text.substr(colon + 1);
    return !host.empty() && is_port(url.port);
}

} // namespace

std::string percent_encode(std::string_view text)
{
    constexpr std::string_view hex_digits_upper = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (char const c : text) {
        if (is_unreserved(c)) {
            out += c;
            continue;
        }
        auto const value = std::bit_cast<unsigned char>(c);
        out += '%';
        out += hex_digits_upper[value >> 4];
        out += hex_digits_upper[value & 15];
    }
    return out;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[i] == '%') {
            auto const high = i + 2 < text.size() ? hex_value(text[i + 1]) : std::nullopt;
            auto const low = high ? hex_value(text[i + 2]) : std::nullopt;
            if (!low)
                return std::nullopt;
            out += std::bit_cast<char>(static_cast<unsigned char>(*high << 4 | *low));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string Url::origin() const
{
    if (host.empty())
        return {};
    bool const is_default = port.empty() || (scheme == "https" && port == "443") || (scheme == "http" && port == "80");
    return scheme + "://" + host + (is_default ? "" : ":" + port);
}

std::optional<Url> parse_url(std::string_view text)
{
    auto const colon = text.find(':');
    if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon)))
        return std::nullopt;
    Url url;
    url.scheme = to_lower_ascii(text.substr(0, colon));
    auto rest = text.substr(colon + 1);

    if (auto const hash = rest.find('#'); hash != std::string_view::npos) {
        url.has_fragment = true;
        if (!has_only_url_characters(rest.substr(hash + 1)))
            return std::nullopt;
        rest = rest.substr(0, hash);
    }
    if (rest.starts_with("//")) {
        rest.remove_prefix(2);
        auto const end = std::min(rest.find_first_of("/?"), rest.size());
        if (!split_authority(rest.substr(0, end), url))
            return std::nullopt;
        rest.remove_prefix(end);
    }
    if (url.host.empty() && (url.scheme == "http" || url.scheme == "https"))
        return std::nullopt;
    auto const question = std::min(rest.find('?'), rest.size());
    url.path = rest.substr(0, question);
    url.query = rest.substr(std::min(question + 1, rest.size()));
    if (!has_only_url_characters(url.path) || !has_only_url_characters(url.query))
        return std::nullopt;
    return url;
}

std::string append_query(std::string_view url, std::vector<std::pair<std::string, std::string>> const& parameters)
{
    auto const hash = std::min(url.find('#'), url.size());
    std::string out(url.substr(0, hash));
    if (!parameters.empty()) {
        auto const question = out.find('?');
        if (question == std::string::npos)
            out += '?';
        else if (question + 1 < out.size() && !out.ends_with('&'))
            out += '&';
        out += encode_form(parameters);
    }
    out += url.substr(hash);
    return out;
}

std::string encode_form(std::vector<std::pair<std::string, std::string>> const& parameters)
{
    std::string out;
    for (auto const& [name, value] : parameters) {
        if (!out.empty())
            out += '&';
        out += percent_encode(name);
        out += '=';
        out += percent_encode(value);
    }
    return out;
}

} // namespace zugang
