// RequestReader: bytes in, one request or a refusal out; no sockets. The same result however the bytes are sliced.
// RFC 9112, read strictly: what two programs could read differently is refused (request smuggling).
#pragma once
#include "http/request.hpp"
#include "http/server/chunked_body.hpp"
#include "http/server/limits.hpp"
#include "http/server/refusal.hpp"
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::http::server {

class RequestReader {
public:
    /// `limits` and `allowed_hosts` (lower case; empty: any) must outlive the reader.
    RequestReader(Limits const& limits, std::vector<std::string> const& allowed_hosts)
        : limits_(&limits), allowed_hosts_(&allowed_hosts)
    {
    }

    /// Takes bytes off the front of `bytes` until the request is complete; gives how many were taken. After a refusal
    /// or a complete request it takes nothing more: the connection is closed, or the request is taken.
    [[nodiscard]] std::expected<std::size_t, Refusal> feed(std::string_view bytes);

    /// A byte of the request has arrived.
    [[nodiscard]] bool has_begun() const { return state_ != State::line || !head_.empty() || skipped_empty_line_; }
    [[nodiscard]] bool has_header() const { return state_ == State::body || state_ == State::complete; }
    [[nodiscard]] bool is_complete() const { return state_ == State::complete; }
    /// The client waits for "100 Continue" before it sends the body, and the body is within the limits.
    [[nodiscard]] bool expects_continue() const { return state_ == State::body && expects_continue_; }
    /// The connection may carry another request after this one.
    [[nodiscard]] bool keeps_alive() const { return keeps_alive_; }

    /// The complete request, without id and address; the reader is then ready for the next one.
    [[nodiscard]] Request take();

private:
    enum class State { line, headers, body, complete, refused };

    [[nodiscard]] std::expected<std::size_t, Refusal> feed_head(std::string_view bytes);
    [[nodiscard]] std::expected<std::size_t, Refusal> feed_body(std::string_view bytes);
    [[nodiscard]] std::optional<Refusal> check_open_line(std::string_view line) const;
    [[nodiscard]] std::optional<Refusal> take_line(std::string_view line);
    [[nodiscard]] std::optional<Refusal> finish_head();

    Limits const* limits_;
    std::vector<std::string> const* allowed_hosts_;
    State state_ = State::line;
    std::string head_;          // request line and headers so far, with their line ends
    std::size_t line_from_ = 0; // where in head_ the open line begins
    std::size_t headers_from_ = 0;
    std::size_t header_count_ = 0;
    bool skipped_empty_line_ = false;
    bool expects_continue_ = false;
    bool keeps_alive_ = false;
    bool is_chunked_ = false;
    std::size_t body_left_ = 0; // of a body with a length
    ChunkedBody chunks_;
    Request request_;
};

} // namespace zugang::http::server
