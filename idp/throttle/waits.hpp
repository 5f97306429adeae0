// The rules of the counters, as pure functions over what was counted.
#pragma once
#include "idp/config/config.hpp"
#include "store/attempts.hpp"

namespace zugang::idp::throttle {

using Counter = store::AttemptCounter;

/// From when on the next try may be made; nothing where it may be made at once.
using FreeAt = std::optional<Instant>;

/// The later one.
[[nodiscard]] FreeAt later_of(FreeAt a, FreeAt b);
/// Forgets the times not after `since`.
void forget_before(Counter& counter, Instant since);

/// One name from one network; `is_alarm`: the whole service is under attack, and only the first try is free.
[[nodiscard]] FreeAt free_for_name(Counter const& counter, config::Limits const& limits, bool is_alarm);
/// One name from all unknown devices.
[[nodiscard]] FreeAt free_for_strangers(Counter const& counter, config::Limits const& limits);
/// At most `most` in `window`: free once the oldest of the last `most` has left it.
[[nodiscard]] FreeAt free_in_window(Counter const& counter, std::int64_t most, Duration window);
/// A second factor: the quarter of an hour, and the pauses.
[[nodiscard]] FreeAt free_for_codes(Counter const& counter, config::Limits const& limits);
/// An hour, doubled with each pause before, at most a day.
[[nodiscard]] Duration pause_after(std::int64_t pauses);

} // namespace zugang::idp::throttle
