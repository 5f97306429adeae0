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
// How long after its end a document may stand in where there is no room to fetch: withdrawn keys must end some day.
constexpr Duration longest_stale = std::chrono::hours{1};
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

Result<std::string> RemoteDocuments::stale(std::string const& url, Instant now) const
{
    auto const found = entries_.find(url);
    if (found == entries_.end() || found->second.body.empty() || now >= found->second.good_until + longest_stale)
        return failure("too many documents are being fetched");
    return found->second.body;
}

void RemoteDocuments::make_room(std::string const& url, std::size_t size)
{
    auto const kept = entries_.find(url);
    auto const others = [&] { return entries_.size() - (kept == entries_.end() ? 0 : 1); };
    auto const replaced = kept == entries_.end() ? 0 : kept->second.body.size();
    while (others() > 0 && (others() >= most_entries || bytes_ - replaced + size > most_bytes)) {
        auto oldest = entries_.end();
        for (auto each = entries_.begin(); each != entries_.end(); ++each)
            if (each != kept && (oldest == entries_.end() || each->second.tried_at < oldest->second.tried_at))
                oldest = each;
        bytes_ -= oldest->second.body.size();
        entries_.erase(oldest);
    }
}

void RemoteDocuments::keep(std::string const& url, Result<std::string> const& body, Duration life, Instant now)
{
    auto const size = body ? body->size() : 0;
    make_room(url, size);
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

RemoteDocuments::Slot::~Slot()
{
    std::scoped_lock const lock{of_.mutex_};
    --of_.running_;
}

Result<std::string> RemoteDocuments::get(std::string const& url, Freshness freshness, Instant now)
{
    {
        std::scoped_lock const lock{mutex_};
        if (auto const kept = find_kept(url, freshness, now))
            return *kept;
        if (running_ >= most_at_once)
            return stale(url, now);
        ++running_;
    }
    Slot const slot{*this};
    auto const answer = web_.send({.url = url});
    auto body = body_of(answer);
    std::scoped_lock const lock{mutex_};
    keep(url, body, body ? life_of(answer->header("cache-control")) : Duration{0}, now);
    return body;
}

} // namespace zugang::idp
