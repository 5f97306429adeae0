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
constexpr std::size_t most_bytes = 16'777'216;

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

std::optional<Result<std::string>> RemoteDocuments::find_kept(std::string const& url, Freshness freshness,
                                                              Instant now) const
{
    auto const found = entries_.find(url);
    if (found == entries_.end())
        return std::nullopt;
    auto const& entry = found->second;
    if (freshness == Freshness::cached && now < entry.good_until)
        return entry.body;
    if (now - entry.tried_at >= between_fetches)
        return std::nullopt;
    return entry.failure.empty() ? Result<std::string>{entry.body} : failure(entry.failure);
}

void RemoteDocuments::keep(std::string const& url, Result<std::string> const& body, Duration life, Instant now)
{
    auto const size = body ? body->size() : 0;
    if (entries_.size() >= most_entries || bytes_ + size > most_bytes) {
        entries_.clear();
        bytes_ = 0;
    }
    auto& entry = entries_[url];
    entry.tried_at = now;
    entry.failure = body ? "" : body.error().what;
    // What is still good stays: whoever sends tokens with unknown kids must not make known ones fail with them.
    if (!body && now < entry.good_until)
        return;
    bytes_ -= entry.body.size();
    bytes_ += size;
    entry.body = body.value_or("");
    entry.good_until = body ? now + life : now;
}

Result<std::string> RemoteDocuments::get(std::string const& url, Freshness freshness, Instant now)
{
    {
        std::scoped_lock const lock{mutex_};
        if (auto const kept = find_kept(url, freshness, now))
            return *kept;
        if (running_ >= most_at_once)
            return failure("too many documents are being fetched");
        ++running_;
    }
    auto const answer = web_.send({.url = url});
    auto body = body_of(answer);
    std::scoped_lock const lock{mutex_};
    --running_;
    keep(url, body, body ? life_of(answer->header("cache-control")) : Duration{0}, now);
    return body;
}

} // namespace zugang::idp
