#include "tests/support/fake_web.hpp"
#include <algorithm>

namespace zugang::tests {

void FakeWeb::answer(std::string const& url, std::string const& body, int status,
                     std::vector<http::Header> const& headers)
{
    std::scoped_lock const lock{mutex_};
    answers_[url] = {status, headers, body};
}

void FakeWeb::forget(std::string const& url)
{
    std::scoped_lock const lock{mutex_};
    answers_.erase(url);
}

std::vector<http::client::OutgoingRequest> FakeWeb::requests() const
{
    std::scoped_lock const lock{mutex_};
    return requests_;
}

std::size_t FakeWeb::count(std::string_view url) const
{
    std::scoped_lock const lock{mutex_};
    return static_cast<std::size_t>(std::ranges::count(requests_, url, &http::client::OutgoingRequest::url));
}

Result<http::client::Answer, http::client::FetchFailure> FakeWeb::send(http::client::OutgoingRequest const& request,
                                                                       std::stop_token const&)
{
    if (before_answer)
        before_answer();
    std::scoped_lock const lock{mutex_};
    requests_.push_back(request);
    auto const found = answers_.find(request.url);
    if (found == answers_.end())
        return std::unexpected(
            http::client::FetchFailure{http::client::FetchFailure::Kind::unreachable, "nobody there"});
    return found->second;
}

} // namespace zugang::tests
