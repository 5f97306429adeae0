#include "http/server/chunked_body.hpp"
#include "http/server/characters.hpp"
#include <algorithm>

namespace zugang::http::server {
namespace {

constexpr std::size_t longest_chunk_size = 8; // hex digits: 4 GiB, and no overflow

unsigned chunk_digit(char c)
{
    if (c <= '9')
        return static_cast<unsigned>(c - '0');
    return static_cast<unsigned>((c | 0x20) - 'a' + 10);
}

} // namespace

std::expected<std::size_t, Refusal> ChunkedBody::feed(std::string_view bytes, Limits const& limits, std::string& body)
{
    std::size_t taken = 0;
    while (taken < bytes.size() && state_ != State::complete) {
        auto const rest = bytes.substr(taken);
        if (state_ == State::data) {
            auto const count = std::min(left_, rest.size());
            body.append(rest.substr(0, count));
            taken += count;
            left_ -= count;
            if (left_ == 0)
                state_ = State::data_end;
            continue;
        }
        auto const end = rest.find('\n');
        auto const count = std::min(end, rest.size() - 1) + 1;
        // Bounded before the line is kept: an endless extension must not fill the memory.
        if (line_.size() + count > limits.header_line + 2)
            return std::unexpected(Refusal{400, "chunk_line_too_long"});
        line_.append(rest.substr(0, count));
        taken += count;
        if (end == std::string_view::npos)
            break;
        if (auto const refusal = take_line(line_, limits, body.size()))
            return std::unexpected(*refusal);
        line_.clear();
    }
    return taken;
}

std::optional<Refusal> ChunkedBody::take_line(std::string_view line, Limits const& limits, std::size_t body_size)
{
    // A bare LF, or a CR inside, is a line end to some programs only: the classic way to smuggle a request.
    if (!line.ends_with("\r\n"))
        return Refusal{400, "bare_line_feed"};
    line.remove_suffix(2);
    if (!std::ranges::all_of(line, is_field_character))
        return Refusal{400, "chunk_line"};
    if (state_ == State::data_end) {
        state_ = State::size;
        return line.empty() ? std::nullopt : std::optional(Refusal{400, "chunk_end"});
    }
    if (state_ == State::size)
        return take_size(line, limits, body_size);
    if (line.empty()) {
        state_ = State::complete;
        return std::nullopt;
    }
    overhead_ += line.size() + 2;
    if (++trailers_ > limits.header_count || overhead_ > limits.header_bytes)
        return Refusal{431, "trailers"};
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return Refusal{400, "trailer_line"};
    return std::nullopt;
}

std::optional<Refusal> ChunkedBody::take_size(std::string_view line, Limits const& limits, std::size_t body_size)
{
    auto const digits = line.substr(0, std::min(line.find_first_not_of("0123456789abcdefABCDEF"), line.size()));
    auto const extension = line.substr(digits.size());
    if (digits.empty() || digits.size() > longest_chunk_size || (!extension.empty() && extension.front() != ';'))
        return Refusal{400, "chunk_size"};
    overhead_ += extension.size();
    if (overhead_ > limits.header_bytes)
        return Refusal{400, "chunk_extensions"};
    left_ = 0;
    for (char const c : digits)
        left_ = left_ * 16 + chunk_digit(c);
    if (left_ > limits.body - std::min(limits.body, body_size))
        return Refusal{413, "body_too_long"};
    state_ = left_ == 0 ? State::trailers : State::data;
    return std::nullopt;
}

} // namespace zugang::http::server
