// RemoteDocuments: what clients publish (jwks_uri, sector_identifier_uri, request_uri; logos in an instance of their
// own), fetched through the one hardened client and kept for a while.
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
    /// The body of a 200 answer. Fails with words for the log. At most a few fetches run at once, so that slow
    /// clients cannot take every worker; one more gets the document that is kept, at most an hour after its end, or
    /// fails.
    [[nodiscard]] Result<std::string> get(std::string const& url, Freshness freshness, Instant now);

private:
    struct Entry {
        std::string body;
        std::string failure; // where not empty the last fetch failed
        Instant tried_at;
        Instant good_until;
    };
    /// A fetch that runs. Gives its place back however the fetch ends: one that throws must not take it for ever.
    class Slot {
    public:
        explicit Slot(RemoteDocuments& of) : of_(of) {}
        ~Slot();
        Slot(Slot const&) = delete;
        Slot& operator=(Slot const&) = delete;

    private:
        RemoteDocuments& of_;
    };
    /// Nothing where it must be fetched.
    [[nodiscard]] std::optional<Result<std::string>> find_kept(std::string const& url, Freshness freshness,
                                                               Instant now) const;
    /// What stands in where no further fetch may run.
    [[nodiscard]] Result<std::string> stale(std::string const& url, Instant now) const;
    /// Removes the oldest until a body of `size` fits: whoever fills it up must not make everybody fetch again.
    void make_room(std::string const& url, std::size_t size);
    void keep(std::string const& url, Result<std::string> const& body, Duration life, Instant now);

    http::client::HttpsClient& web_;
    std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
    std::size_t bytes_ = 0; // of all bodies
    int running_ = 0;
};

} // namespace zugang::idp
