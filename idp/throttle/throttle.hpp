// Limits on guessing (R-20 and R-22 in docs/threat_model.md): every try is counted in one committed transaction before
// any hash or comparison. Strangers share counters, the owner's known device has its own, and both have limits.
#pragma once
#include "idp/throttle/attempt.hpp"
#include <string_view>

namespace zugang::idp::throttle {

/// Counts a password try as failed, or says how long to wait. Names nobody has are treated like all others. Not inside
/// a read or write of the store.
[[nodiscard]] Reservation reserve_password(std::string_view typed_name, Call const& call, Services& on);
/// The same for a second factor of an account whose first factor was proved in this sign-in.
[[nodiscard]] Reservation reserve_factor(Factor factor, std::string_view account_id, Call const& call, Services& on);
/// The secret was right: forgives what was counted for the same name, from the same network or device; what belongs to
/// the network alone stays, but for this try itself.
void succeed(Attempt const& attempt, Call const& call, Services& on);

/// The answer to a wait: 429 with Retry-After; `html` is the page that tells it in words.
[[nodiscard]] http::Response show_wait(Wait const& wait, std::string html);
/// The wait in words, for the messages too_many_attempts and its kin.
[[nodiscard]] templates::Text wait_words(Wait const& wait);

} // namespace zugang::idp::throttle
