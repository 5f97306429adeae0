#include "idp/throttle/waits.hpp"
#include <algorithm>

namespace zugang::idp::throttle {
namespace {

constexpr Duration longest_wait = std::chrono::hours{1};
constexpr Duration a_day = std::chrono::hours{24};
constexpr Duration quarter = std::chrono::minutes{15};

/// `first`, doubled `times` times, at most `longest`.
Duration doubled(Duration first, std::int64_t times, Duration longest)
{
    auto length = first;
    for (std::int64_t i = 0; i < times && length < longest; ++i)
        length *= 2;
    return std::min(length, longest);
}

/// 2, 4, 8 … seconds after the last try, once `free` were made.
FreeAt growing(Counter const& counter, std::int64_t free)
{
    auto const tries = static_cast<std::int64_t>(counter.recent.size());
    if (tries < free || counter.recent.empty())
        return std::nullopt;
    return counter.recent.back() + doubled(std::chrono::seconds{2}, tries - free, longest_wait);
}

} // namespace

FreeAt later_of(FreeAt a, FreeAt b)
{
    return a && b ? std::max(a, b) : a ? a : b;
}

void forget_before(Counter& counter, Instant since)
{
    std::erase_if(counter.recent, [since](Instant at) { return at <= since; });
}

FreeAt free_for_name(Counter const& counter, config::Limits const& limits, bool is_alarm)
{
    if (static_cast<std::int64_t>(counter.recent.size()) >= limits.passwords_per_day)
        return counter.recent.back() + a_day;
    return growing(counter, is_alarm ? 1 : limits.passwords_before_wait);
}

FreeAt free_for_strangers(Counter const& counter, config::Limits const& limits)
{
    return growing(counter, limits.passwords_of_strangers);
}

FreeAt free_in_window(Counter const& counter, std::int64_t most, Duration window)
{
    auto const tries = counter.recent.size();
    auto const allowed = static_cast<std::size_t>(most);
    return tries < allowed ? std::nullopt : FreeAt{counter.recent.at(tries - allowed) + window};
}

FreeAt free_for_codes(Counter const& counter, config::Limits const& limits)
{
    return later_of(free_in_window(counter, limits.codes_per_quarter, quarter), counter.closed_until);
}

Duration pause_after(std::int64_t pauses)
{
    return doubled(std::chrono::hours{1}, pauses, a_day);
}

} // namespace zugang::idp::throttle
