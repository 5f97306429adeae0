// RemoteDocuments: what clients publish (jwks_uri, sector_identifier_uri, request_uri), fetched through the one
// hardened client and kept for a while.
#pragma once
#include "base/clock.hpp"
#include "http/client/https_client.hpp"
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace zugang::idp {

class RemoteDocuments {
public:
    explicit RemoteDocuments(http::client::HttpsClient& web) : web_(web) {}

    enum class Freshness {
        cached, // at most as old as Cache-Control allows, between a minute and an hour; an hour without it
        fresh,  // fetched now, unless that was tried within the last 30 s: unknown kids must not make us a flood
    };
    /// The body of a 200 answer. Fails with words for the log. At most a few fetches run at once; one more fails, so
    /// that slow clients cannot take every worker.
    [[nodiscard]] Result<std::string> get(std::string const& url, Freshness freshness, Instant now);

private:
    struct Entry {
        std::string body;
        std::string failure; // where not empty the last fetch failed
        Instant tried_at;
        Instant good_until;
    };
    /// Nothing where it must be fetched.
    [[nodiscard]] std::optional<Result<std::string>> find_kept(std::string const& url, Freshness freshness,
                                                               Instant now) const;
    void keep(std::string const& url, Result<std::string> const& body, Duration life, Instant now);

    http::client::HttpsClient& web_;
    std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
    std::size_t bytes_ = 0; // of all bodies
    int running_ = 0;
};

} // namespace zugang::idp
