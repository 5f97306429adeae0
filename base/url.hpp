// Percent encoding and a strict splitter for absolute URLs (RFC 3986), for what we generate and register.
// Never used to decide whether a redirect is allowed: that is an exact comparison.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang {

/// Everything but unreserved characters becomes %XX.
[[nodiscard]] std::string percent_encode(std::string_view text);
/// Nothing for a broken escape. `plus_is_space` for form data.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

struct Url {
    std::string scheme; // lower case
    std::string host;   // lower case, brackets of IPv6 kept; empty for a private-use scheme without authority
    std::string port;   // as written, without the colon; empty where none
    std::string path;
    std::string query; // without '?'
    bool has_fragment = false;

    /// scheme://host[:port], the default port left out.
    [[nodiscard]] std::string origin() const;
};

/// Nothing for a relative reference, userinfo, a control or non-ASCII character, a space, a backslash, a broken escape
/// or port.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

/// Appends parameters with '?' or '&' behind whatever query `url` has, a registered query part being kept.
[[nodiscard]] std::string append_query(std::string_view url,
                                       std::vector<std::pair<std::string, std::string>> const& parameters);
/// name=value&… as application/x-www-form-urlencoded.
[[nodiscard]] std::string encode_form(std::vector<std::pair<std::string, std::string>> const& parameters);

} // namespace zugang
