// The head of a request: request line and headers, parsed by Beast, and the rules on top that Beast leaves open.
#pragma once
#include "http/request.hpp"
#include "http/server/limits.hpp"
#include "http/server/refusal.hpp"
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::http::server {

struct RequestHead {
    Request request; // without body, id and address
    bool is_1_1 = true;
    bool keeps_alive = true;
    bool expects_continue = false;
    bool is_chunked = false;
    std::size_t content_length = 0;
};

/// "METHOD TARGET HTTP/1.x" without its line end.
[[nodiscard]] std::optional<Refusal> check_request_line(std::string_view line, Limits const& limits);
/// One header line without its line end: no folding, a token before the colon, no control characters.
[[nodiscard]] std::optional<Refusal> check_header_line(std::string_view line);

/// `block` is a whole head of lines that passed the checks above, with the empty line at its end.
[[nodiscard]] std::expected<RequestHead, Refusal> parse_head(std::string_view block);

/// Host, framing, Expect and Content-Encoding: fills what `head` says about them.
[[nodiscard]] std::optional<Refusal> check_head(RequestHead& head, Limits const& limits,
                                                std::vector<std::string> const& allowed_hosts);

} // namespace zugang::http::server
