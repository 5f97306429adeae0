// FakeWeb: the outside world of a stand: answers by address, and remembers what it was asked.
#pragma once
#include "http/client/https_client.hpp"
#include <functional>
#include <map>
#include <mutex>

namespace zugang::tests {

class FakeWeb final : public http::client::HttpsClient {
public:
    /// From now on `url` is answered so; without an answer it is unreachable.
    void answer(std::string const& url, std::string const& body, int status = 200,
                std::vector<http::Header> const& headers = {});
    void forget(std::string const& url);
    /// Called before each answer, to let something happen while the server waits.
    std::function<void()> before_answer;
    [[nodiscard]] std::vector<http::client::OutgoingRequest> requests() const;
    [[nodiscard]] std::size_t count(std::string_view url) const;

    [[nodiscard]] Result<http::client::Answer, http::client::FetchFailure>
    send(http::client::OutgoingRequest const& request, std::stop_token const& stop = {}) override;

private:
    mutable std::mutex mutex_;
    std::map<std::string, http::client::Answer, std::less<>> answers_;
    std::vector<http::client::OutgoingRequest> requests_;
};

} // namespace zugang::tests
