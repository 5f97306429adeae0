#include "idp/call/remote_documents.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <charconv>
#include <string_view>

namespace zugang::idp {
namespace {

constexpr Duration shortest_life = std::chrono::minutes{1};
constexpr Duration longest_life = std::chrono::hours{1};
constexpr Duration between_fetches = std::chrono::seconds{30};
constexpr int most_at_once = 2; // of the workers, which serve everybody else meanwhile
constexpr std::size_t most_entries = 1000;

/// max-age of a Cache-Control header, within our own bounds.
Duration life_of(std::string const& cache_control)
{
    constexpr std::string_view name = "max-age=";
    for (auto const& part : split_words(to_lower_ascii(cache_control), ',')) {
        auto const directive = trim(part);
        if (!directive.starts_with(name))
            continue;
        auto const digits = directive.substr(name.size());
        std::int64_t seconds = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
        auto const life = std::chrono::seconds{std::clamp<std::int64_t>(seconds, 0, longest_life / Duration{1000})};
        return std::clamp<Duration>(life, shortest_life, longest_life);
    }
    return longest_life;
}

Result<std::string> body_of(Result<http::client::Answer, http::client::FetchFailure> const& answer)
{
    if (!answer)
        return failure(answer.error().what);
    if (answer->status != 200)
        return failure("answered with status " + std::to_string(answer->status));
    return answer->body;
}

} // namespace

Result<std::string> RemoteDocuments::get(std::string const& url, Freshness freshness, Instant now)
{
    {
        std::scoped_lock const lock{mutex_};
        auto const found = entries_.find(url);
        if (found != entries_.end()) {
            auto const& entry = found->second;
            auto const is_new = now - entry.fetched_at < between_fetches;
            if (is_new || (freshness == Freshness::cached && now < entry.good_until))
                return entry.failure.empty() ? Result<std::string>{entry.body} : failure(entry.failure);
        }
        if (running_ >= most_at_once)
            return failure("too many documents are being fetched");
        ++running_;
    }
    auto const answer = web_.send({.url = url});
    auto body = body_of(answer);
    std::scoped_lock const lock{mutex_};
    --running_;
    if (entries_.size() >= most_entries)
        entries_.clear();
    auto const good_until = answer && body ? now + life_of(answer->header("cache-control")) : now;
    entries_[url] = {body.value_or(""), body ? "" : body.error().what, now, good_until};
    return body;
}

} // namespace zugang::idp
