// CurlClient: HttpsClient over libcurl, hardened: https on port 443 to public addresses, unless the operator lists a
// host and port. The address is checked when the socket opens, after the name was resolved (DNS rebinding). Through a
// proxy it cannot be checked here: the proxy resolves the name and must itself refuse what is private.
#pragma once
#include "http/client/https_client.hpp"
#include <chrono>

namespace zugang::http::client {

struct ClientOptions {
    std::string ca_file;                    // PEM; empty: the system's
    std::vector<std::string> allow_private; // "host:port" that may be loopback or private, at any port
    bool allow_plain = false;               // http:// to those entries
    std::string proxy;                      // http or https origin; empty: none. Listed entries are asked directly
    std::chrono::milliseconds connect{2000};
    std::chrono::milliseconds total{5000};
    std::size_t largest_answer = 262144;
};

class CurlClient final : public HttpsClient {
public:
    explicit CurlClient(ClientOptions options);
    [[nodiscard]] Result<Answer, FetchFailure> send(OutgoingRequest const& request,
                                                    std::stop_token const& stop = {}) override;

private:
    ClientOptions options_;
};

} // namespace zugang::http::client
