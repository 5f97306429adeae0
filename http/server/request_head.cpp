// The rules a whole head must keep. Each is one that another program in the chain could read differently.
#include "http/server/request_head.hpp"
#include "base/text.hpp"
#include "http/server/characters.hpp"
#include <algorithm>

namespace zugang::http::server {
namespace {

constexpr std::size_t longest_length = 18; // digits that fit 64 bits whatever they are

/// host[:port] of letters, digits and ".-_", or an IPv6 address in brackets.
bool is_host_value(std::string_view value)
{
    auto const port_from = value.starts_with('[') ? value.find("]:") : value.find(':');
    auto host = value;
    if (port_from != std::string_view::npos) {
        auto const colon = value.starts_with('[') ? port_from + 1 : port_from;
        host = value.substr(0, colon);
        if (auto const port = value.substr(colon + 1); !is_digits(port) || port.size() > 5)
            return false;
    }
    bool const is_ipv6 = host.size() > 3 && host.starts_with('[') && host.ends_with(']');
    if (is_ipv6)
        host = host.substr(1, host.size() - 2);
    return !host.empty() && std::ranges::all_of(host, [is_ipv6](char c) {
        return (is_token_character(c) && std::string_view("!#$%&'*+^`|~").find(c) == std::string_view::npos) ||
               (is_ipv6 && c == ':');
    });
}

std::optional<Refusal> check_host(Request const& request, std::vector<std::string> const& allowed)
{
    // Two hosts: one program routes by the first, another by the second. None: whose links are in the answer?
    auto const host = request.header("Host");
    if (!host || !is_host_value(*host))
        return Refusal{400, "host"};
    // A foreign host would end up in links and mails (poisoned password reset).
    if (!allowed.empty() && std::ranges::find(allowed, to_lower_ascii(*host)) == allowed.end())
        return Refusal{421, "host_not_ours"};
    return std::nullopt;
}

std::optional<Refusal> check_framing(RequestHead& head, Limits const& limits)
{
    auto const& request = head.request;
    auto const codings = request.count_headers("Transfer-Encoding");
    auto const lengths = request.count_headers("Content-Length");
    if (codings > 1 || lengths > 1 || (codings > 0 && lengths > 0))
        return Refusal{400, "framing"};
    if (codings == 1) {
        if (!head.is_1_1 || !equals_ignoring_case(*request.header("Transfer-Encoding"), "chunked"))
            return Refusal{400, "transfer_encoding"};
        head.is_chunked = true;
    }
    if (lengths == 1) {
        auto const length = *request.header("Content-Length");
        if (!is_digits(length))
            return Refusal{400, "content_length"};
        if (length.size() > longest_length)
            return Refusal{413, "body_too_long"};
        for (char const c : length)
            head.content_length = head.content_length * 10 + static_cast<std::size_t>(c - '0');
        if (head.content_length > limits.body)
            return Refusal{413, "body_too_long"};
    }
    return std::nullopt;
}

std::optional<Refusal> check_expectation(RequestHead& head)
{
    if (head.request.count_headers("Expect") == 0)
        return std::nullopt;
    auto const expect = head.request.header("Expect");
    if (!expect || !equals_ignoring_case(*expect, "100-continue"))
        return Refusal{417, "expect"};
    head.expects_continue = head.is_1_1 && (head.is_chunked || head.content_length > 0);
    return std::nullopt;
}

/// Whether any Connection header names `word` in its list.
bool connection_says(Request const& request, std::string_view word)
{
    for (auto const& header : request.headers) {
        if (!equals_ignoring_case(header.name, "Connection"))
            continue;
        std::string_view rest = header.value;
        while (!rest.empty()) {
            auto const end = std::min(rest.find(','), rest.size());
            if (equals_ignoring_case(trim(rest.substr(0, end)), word))
                return true;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return false;
}

} // namespace

std::optional<Refusal> check_head(RequestHead& head, Limits const& limits,
                                  std::vector<std::string> const& allowed_hosts)
{
    if (auto const refusal = check_framing(head, limits))
        return refusal;
    if (auto const refusal = check_host(head.request, allowed_hosts))
        return refusal;
    // Nothing is decompressed: a small body could unfold to gigabytes.
    if (head.request.count_headers("Content-Encoding") > 0)
        return Refusal{415, "content_encoding"};
    if (auto const refusal = check_expectation(head))
        return refusal;
    head.keeps_alive = head.is_1_1 && !connection_says(head.request, "close");
    return std::nullopt;
}

} // namespace zugang::http::server
