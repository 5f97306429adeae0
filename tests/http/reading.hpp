// What the request reader makes of bytes, as text, so that two readings can be compared.
#pragma once
#include "http/server/request_reader.hpp"
#include <functional>
#include <string>
#include <string_view>

namespace zugang::tests {

/// Feeds `bytes` in pieces of the sizes `next_size` gives; reads request after request. Ends each with a line:
/// "GET /path?query headers=2 body=…", "refused 400 reason" (the end) or "incomplete".
[[nodiscard]] inline std::string read_in_pieces(std::string_view bytes, std::function<std::size_t()> const& next_size,
                                                http::server::Limits const& limits = {},
                                                std::vector<std::string> const& hosts = {})
{
    http::server::RequestReader reader(limits, hosts);
    std::string story;
    while (!bytes.empty()) {
        auto piece = bytes.substr(0, next_size());
        bytes.remove_prefix(piece.size());
        while (!piece.empty()) {
            auto const taken = reader.feed(piece);
            if (!taken)
                return story + "refused " + std::to_string(taken.error().status) + " " +
                       std::string(taken.error().reason) + "\n";
            piece.remove_prefix(*taken);
            if (!reader.is_complete())
                continue;
            auto const keeps_alive = reader.keeps_alive();
            auto const request = reader.take();
            story += std::to_string(static_cast<int>(request.method)) + " " + request.path + "?" + request.query;
            for (auto const& header : request.headers)
                story += " [" + header.name + "|" + header.value + "]";
            story += " body=" + request.body + (keeps_alive ? " keep\n" : " close\n");
        }
    }
    return story + (reader.has_begun() ? "incomplete\n" : "");
}

/// All bytes at once.
[[nodiscard]] inline std::string read_at_once(std::string_view bytes, http::server::Limits const& limits = {},
                                              std::vector<std::string> const& hosts = {})
{
    return read_in_pieces(bytes, [size = bytes.size()] { return size; }, limits, hosts);
}

/// The status the bytes are refused with; 0 where they are not.
[[nodiscard]] inline int refused_with(std::string_view bytes, http::server::Limits const& limits = {},
                                      std::vector<std::string> const& hosts = {})
{
    auto const story = read_at_once(bytes, limits, hosts);
    auto const at = story.find("refused ");
    return at == std::string::npos ? 0 : std::stoi(story.substr(at + 8, 3));
}

} // namespace zugang::tests
