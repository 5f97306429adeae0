// HttpsClient: what this server asks of others (jwks_uri, sector_identifier_uri, request_uri, logout, CIBA ping).
#pragma once
#include "base/result.hpp"
#include "http/request.hpp"
#include <stop_token>
#include <string>
#include <vector>

namespace zugang::http::client {

struct OutgoingRequest {
    Method method = Method::get; // get or post
    std::string url;             // a fragment is not sent
    std::vector<Header> headers = {};
    std::string body = {};
};

struct Answer {
    int status = 0;
    std::vector<Header> headers;
    std::string body;
    [[nodiscard]] std::string header(std::string_view name) const; // first, or empty
};

struct FetchFailure {
    enum class Kind {
        forbidden,   // scheme, port or address this server never talks to
        unreachable, // name, connection, TLS
        too_slow,
        too_large, // over 256 KiB
        stopped,
    };
    Kind kind = Kind::unreachable;
    std::string what; // for the log; holds no answer's text
};

/// One request, no redirect followed, no cookie kept. Thread-safe.
class HttpsClient {
public:
    virtual ~HttpsClient() = default;
    [[nodiscard]] virtual Result<Answer, FetchFailure> send(OutgoingRequest const& request,
                                                            std::stop_token const& stop = {}) = 0;
};

} // namespace zugang::http::client
