// ChunkedBody: the chunked transfer coding (RFC 9112 §7.1), decoded line by line and bounded.
#pragma once
#include "http/server/limits.hpp"
#include "http/server/refusal.hpp"
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::http::server {

class ChunkedBody {
public:
    /// Takes bytes off the front of `bytes`, appends their content to `body`; gives how many were taken. Extensions and
    /// trailers are read past and dropped.
    [[nodiscard]] std::expected<std::size_t, Refusal> feed(std::string_view bytes, Limits const& limits,
                                                           std::string& body);
    [[nodiscard]] bool is_complete() const { return state_ == State::complete; }

private:
    enum class State { size, data, data_end, trailers, complete };

    [[nodiscard]] std::optional<Refusal> take_line(std::string_view line, Limits const& limits, std::size_t body_size);
    [[nodiscard]] std::optional<Refusal> take_size(std::string_view line, Limits const& limits, std::size_t body_size);

    State state_ = State::size;
    std::string line_;         // the open line
    std::size_t left_ = 0;     // of the open chunk
    std::size_t overhead_ = 0; // bytes of extensions and trailers so far
    std::size_t trailers_ = 0;
};

} // namespace zugang::http::server
