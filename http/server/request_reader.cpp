#include "http/server/request_reader.hpp"
#include "http/server/characters.hpp"
#include "http/server/request_head.hpp"
#include <algorithm>
#include <utility>

namespace zugang::http::server {
namespace {

constexpr std::size_t beside_the_target = 64; // method, version and spaces of a request line

} // namespace

std::expected<std::size_t, Refusal> RequestReader::feed(std::string_view bytes)
{
    std::size_t taken = 0;
    while (taken < bytes.size() && state_ != State::complete && state_ != State::refused) {
        auto const rest = bytes.substr(taken);
        auto const count = state_ == State::body ? feed_body(rest) : feed_head(rest);
        if (!count) {
            state_ = State::refused;
            return count;
        }
        taken += *count;
    }
    return taken;
}

/// One line, or what there is of it.
std::expected<std::size_t, Refusal> RequestReader::feed_head(std::string_view bytes)
{
    // Something that is no HTTP at all (a TLS hello) is told so at once, not after the timeout.
    if (head_.empty() && !is_token_character(bytes.front()) && bytes.front() != '\r')
        return std::unexpected(Refusal{400, "not_http"});
    auto const end = bytes.find('\n');
    auto const count = std::min(end, bytes.size() - 1) + 1;
    head_.append(bytes.substr(0, count));
    auto const line = std::string_view(head_).substr(line_from_);
    if (auto const refusal = check_open_line(line))
        return std::unexpected(*refusal);
    if (end == std::string_view::npos)
        return count;
    if (auto const refusal = take_line(line))
        return std::unexpected(*refusal);
    return count;
}

/// The limits, checked the same for a line that is still open as for one that is complete.
std::optional<Refusal> RequestReader::check_open_line(std::string_view line) const
{
    bool const is_closed = line.ends_with('\n');
    auto const length = line.size() - (line.ends_with("\r\n") ? 2 : is_closed || line.ends_with('\r') ? 1 : 0);
    if (state_ == State::line) {
        if (length > limits_->target + beside_the_target)
            return Refusal{414, "target_too_long"};
        return std::nullopt;
    }
    if (length == 0)
        return std::nullopt;
    // One reason for both limits: which of them an overlong line meets first depends on how it was sliced.
    if (length > limits_->header_line || line_from_ - headers_from_ + length + 2 > limits_->header_bytes)
        return Refusal{431, "headers_too_long"};
    return std::nullopt;
}

std::optional<Refusal> RequestReader::take_line(std::string_view line)
{
    // A bare LF is a line end to some programs only: the classic way to smuggle a header.
    if (!line.ends_with("\r\n"))
        return Refusal{400, "bare_line_feed"};
    line.remove_suffix(2);
    if (state_ == State::line) {
        if (line.empty() && !std::exchange(skipped_empty_line_, true)) {
            head_.clear(); // RFC 9112 §2.2: one empty line before a request is let pass
            return std::nullopt;
        }
        if (auto const refusal = check_request_line(line, *limits_))
            return refusal;
        state_ = State::headers;
        headers_from_ = head_.size();
    } else {
        if (line.empty())
            return finish_head();
        if (++header_count_ > limits_->header_count)
            return Refusal{431, "too_many_headers"};
        if (auto const refusal = check_header_line(line))
            return refusal;
    }
    line_from_ = head_.size();
    return std::nullopt;
}

std::optional<Refusal> RequestReader::finish_head()
{
    auto head = parse_head(head_);
    if (!head)
        return head.error();
    if (auto const refusal = check_head(*head, *limits_, *allowed_hosts_))
        return refusal;
    request_ = std::move(head->request);
    keeps_alive_ = head->keeps_alive;
    expects_continue_ = head->expects_continue;
    is_chunked_ = head->is_chunked;
    head_ = {}; // up to 40 KiB that ten thousand waiting connections need not hold
    body_left_ = head->content_length;
    state_ = is_chunked_ || body_left_ > 0 ? State::body : State::complete;
    return std::nullopt;
}

std::expected<std::size_t, Refusal> RequestReader::feed_body(std::string_view bytes)
{
    if (is_chunked_) {
        auto const taken = chunks_.feed(bytes, *limits_, request_.body);
        if (chunks_.is_complete())
            state_ = State::complete;
        return taken;
    }
    auto const count = std::min(body_left_, bytes.size());
    request_.body.append(bytes.substr(0, count));
    body_left_ -= count;
    if (body_left_ == 0)
        state_ = State::complete;
    return count;
}

Request RequestReader::take()
{
    auto request = std::move(request_);
    request_ = {};
    state_ = State::line;
    line_from_ = 0;
    headers_from_ = 0;
    header_count_ = 0;
    skipped_empty_line_ = false;
    expects_continue_ = false;
    keeps_alive_ = false;
    chunks_ = {};
    return request;
}

} // namespace zugang::http::server
