// Request: one HTTP/1.1 request as the strict server (http/server) hands it on; no library types.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::http {

/// ASCII letters of either case are the same, as in header names.
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);

struct Header {
    std::string name;
    std::string value;
};

enum class Method { get, head, post, put, delete_, options, other };

struct Request {
    Method method = Method::get;
    std::string path;  // raw, as received, without the query
    std::string query; // raw, without '?'
    std::vector<Header> headers;
    std::string body;
    std::string remote_address;     // the peer's, or a trusted proxy's word (X-Forwarded-For's last foreign hop)
    std::string client_certificate; // PEM, of a connection to the listener that asks for one; else empty
    bool client_certificate_verified = false; // an authority of that listener vouches for the name in it
    std::string id;                           // random, stands in every log line of this request

    /// The one value of a header, name compared without case; nothing where it is missing or comes twice.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    [[nodiscard]] std::size_t count_headers(std::string_view name) const;
};

} // namespace zugang::http
