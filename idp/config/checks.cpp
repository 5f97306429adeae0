#include "idp/config/checks.hpp"
#include "base/base64url.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>

namespace zugang::idp::config {
namespace {

bool is_address_of(int family, std::string const& text)
{
    std::array<unsigned char, sizeof(in6_addr)> storage{};
    return ::inet_pton(family, text.c_str(), storage.data()) == 1;
}

bool is_local_host(std::string_view host)
{
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]" ||
           (host.ends_with(".test") && host.size() > std::string_view{".test"}.size());
}

bool is_mail_address(std::string_view text)
{
    auto const at = text.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos && text.find_first_of(" <>,;\"") == std::string_view::npos;
}

/// The URL without "user:password@", which parse_url refuses.
std::string without_userinfo(std::string_view text)
{
    auto const scheme = text.find("://");
    auto const at = text.rfind('@');
    if (scheme == std::string_view::npos || at == std::string_view::npos || at < scheme)
        return std::string(text);
    return std::string(text.substr(0, scheme + 3)) + std::string(text.substr(at + 1));
}

} // namespace

std::string check_not_empty(std::string_view text)
{
    return text.empty() ? "must not be empty" : "";
}

std::string check_ip_address(std::string_view text)
{
    std::string const address(text);
    return is_address_of(AF_INET, address) || is_address_of(AF_INET6, address)
               ? ""
               : "must be an IP address such as \"127.0.0.1\" or \"::\"";
}

std::string check_ip_address_or_empty(std::string_view text)
{
    return text.empty() ? "" : check_ip_address(text);
}

std::string check_ip_network(std::string_view text)
{
    auto const slash = text.find('/');
    std::string const address(text.substr(0, slash));
    bool const is_v4 = is_address_of(AF_INET, address);
    bool fits = is_v4 || is_address_of(AF_INET6, address);
    if (slash != std::string_view::npos) {
        auto const digits = text.substr(slash + 1);
        unsigned prefix = 0;
        auto const* const end = digits.data() + digits.size();
        auto const [stop, error] = std::from_chars(digits.data(), end, prefix);
        fits = fits && error == std::errc{} && stop == end && prefix <= (is_v4 ? 32U : 128U);
    }
    return fits ? "" : "must hold IP addresses or networks such as \"10.0.0.0/8\"";
}

bool is_local_issuer(std::string_view issuer)
{
    auto const url = parse_url(issuer);
    return url && is_local_host(url->host);
}

std::string check_issuer(std::string_view text)
{
    auto const url = parse_url(text);
    if (!url || (url->scheme != "https" && url->scheme != "http") || url->host.empty())
        return "must be an address such as \"https://id.example\"";
    if (url->scheme == "http" && !is_local_host(url->host))
        return "must begin with https:// (http:// is for localhost, 127.0.0.1, [::1] and .test names)";
    // The issuer is compared byte by byte by every relying party, and Zugang's pages stand at the root of its host.
    if (text != url->origin())
        return "must be written " + url->origin() +
               ": in lower case, without path, query, fragment, final slash or "
               "default port";
    return "";
}

std::string check_store_url(std::string_view text)
{
    constexpr std::string_view sqlite = "sqlite:";
    constexpr std::string_view postgresql = "postgresql://";
    bool const fits = (text.starts_with(sqlite) && text.size() > sqlite.size()) ||
                      (text.starts_with(postgresql) && text.size() > postgresql.size());
    return fits ? "" : "must be \"sqlite:PATH\" or \"postgresql://USER@HOST/DATABASE\"";
}

std::string check_smtp_url(std::string_view text)
{
    auto const url = parse_url(without_userinfo(text));
    bool const fits = url && (url->scheme == "smtp" || url->scheme == "smtps") && !url->host.empty() &&
                      (url->path.empty() || url->path == "/") && url->query.empty() && !url->has_fragment;
    return fits ? "" : "must be \"smtp://HOST:PORT\" or \"smtps://HOST:PORT\"";
}

std::string check_private_entry(std::string_view text)
{
    auto const url = parse_url("https://" + std::string(text));
    bool const fits = url && !url->port.empty() && text == url->host + ":" + url->port;
    return fits ? "" : "must hold entries such as \"jwks.portal.internal:8443\", in lower case and with a port";
}

std::string check_resource(std::string_view text)
{
    auto const url = parse_url(text);
    return url && !url->has_fragment ? ""
                                     : "must hold absolute addresses such as \"https://api.example\", without fragment";
}

std::string check_proxy(std::string_view text)
{
    auto const url = parse_url(text);
    bool const fits = url && (url->scheme == "http" || url->scheme == "https") &&
                      (url->path.empty() || url->path == "/") && url->query.empty() && !url->has_fragment;
    return text.empty() || fits ? "" : "must be \"http://HOST:PORT\" or \"https://HOST:PORT\", or empty";
}

std::string check_sender(std::string_view text)
{
    auto address = text;
    if (auto const open = text.find('<'); open != std::string_view::npos) {
        if (!text.ends_with('>') || trim(text.substr(0, open)).empty())
            return "must be \"ADDRESS\" or \"NAME <ADDRESS>\"";
        address = text.substr(open + 1, text.size() - open - 2);
    }
    return is_mail_address(address) ? "" : "must be \"ADDRESS\" or \"NAME <ADDRESS>\"";
}

std::string check_app_name(std::string_view text)
{
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    return text.find_first_not_of(allowed) == std::string_view::npos ? "" : "is no name of an app";
}

std::string check_issuer_name(std::string_view text)
{
    constexpr std::size_t longest = 64;
    if (text.find(':') != std::string_view::npos || has_control_characters(text))
        return "must not have a colon or control characters";
    return count_code_points(text) <= longest ? "" : "must have at most 64 characters";
}

std::string check_shown_name(std::string_view text)
{
    constexpr std::size_t longest = 64;
    if (has_control_characters(text))
        return "must not have control characters";
    return count_code_points(text) <= longest ? "" : "must have at most 64 characters";
}

std::string check_rp_id(std::string_view text)
{
    auto const url = parse_url("https://" + std::string(text));
    auto const last_label = text.substr(text.rfind('.') + 1); // all digits: an IPv4 address; empty: a final dot
    bool const is_domain = last_label.find_first_not_of("0123456789") != std::string_view::npos && text.front() != '[';
    return text.empty() || (is_domain && url && text == url->host)
               ? ""
               : "must be a domain name such as \"id.example\", in lower case and without scheme and "
                 "port";
}

std::string check_origin(std::string_view text)
{
    auto const url = parse_url(text);
    bool const is_right_scheme = url && (url->scheme == "https" || (url->scheme == "http" && url->host == "localhost"));
    if (!is_right_scheme || url->host.empty())
        return "must hold origins such as \"https://konto.example\"";
    // Ceremonies compare it byte by byte with what the browser writes.
    return text == url->origin() ? "" : "must write " + url->origin() + " just so, as browsers do";
}

std::string check_ceremony_origin(std::string_view text)
{
    constexpr std::string_view android = "android:";
    constexpr std::string_view key_hash = "android:apk-key-hash:";
    constexpr std::size_t sha256_size = 32;
    if (!text.starts_with(android))
        return check_origin(text);
    auto const hash =
        text.starts_with(key_hash) ? base64url_decode(text.substr(key_hash.size())) : std::optional<Bytes>{};
    return hash && hash->size() == sha256_size
               ? ""
               : "must write an Android app \"android:apk-key-hash:\" and 43 characters of base64url";
}

std::string check_aaguid(std::string_view text)
{
    constexpr std::string_view shape = "00000000-0000-0000-0000-000000000000";
    constexpr std::string_view digits = "0123456789abcdef";
    bool is_right = text.size() == shape.size();
    for (std::size_t i = 0; is_right && i < shape.size(); ++i)
        is_right = shape[i] == '-' ? text[i] == '-' : digits.find(text[i]) != std::string_view::npos;
    return is_right ? "" : "must hold AAGUIDs such as \"08987058-cadc-4b81-b6e1-30de50dcbe96\", in lower case";
}

std::string check_fingerprint(std::string_view text)
{
    constexpr std::size_t length = 32 * 3 - 1;
    auto is_right = text.size() == length;
    for (std::size_t i = 0; is_right && i < length; ++i) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        is_right = i % 3 == 2 ? text[i] == ':' : digits.find(text[i]) != std::string_view::npos;
    }
    return is_right ? "" : "must be 32 pairs of capital hexadecimal digits with colons between";
}

} // namespace zugang::idp::config
