// The failures of the whole service (counter G): five times what is usual at this hour is an attack.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::throttle {

/// Counts one failure, and begins or prolongs the alarm where it is one too many. True where the alarm began with it.
[[nodiscard]] bool count_failure(store::Connection& tx, ByteView spread, Instant now, Services& on);
/// A counted failure that was none.
void give_failure_back(store::Connection& tx, ByteView spread, Instant at);
[[nodiscard]] bool is_alarm_on(store::Connection& db, Instant now, Services& on);

} // namespace zugang::idp::throttle
