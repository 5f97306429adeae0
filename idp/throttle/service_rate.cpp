#include "idp/throttle/service_rate.hpp"
#include "store/attempts.hpp"
#include <algorithm>

namespace zugang::idp::throttle {
namespace {

namespace rates = store::attempt_rates;

constexpr auto slot_length = std::chrono::minutes{5};
constexpr std::int64_t shards = 16;
constexpr std::int64_t usual_days = 7;
constexpr std::int64_t slots_of_hour = 12;
constexpr std::int64_t times_usual = 5;

Instant slot_of(Instant at)
{
    return std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<300>>>(at);
}

std::int64_t shard_of(ByteView spread)
{
    return spread.empty() ? 0 : spread.front() % shards;
}

Bytes alarm_key(Services& on)
{
    return on.sealer.keyed_hash("attempts of everybody", "alarm");
}

/// Failures in this hour of the seven days before, all together: so many slots the average is over.
std::int64_t failures_in_hours_before(store::Connection& db, Instant now)
{
    auto const hour = std::chrono::floor<std::chrono::hours>(now);
    std::int64_t failures = 0;
    for (int day = 1; day <= usual_days; ++day) {
        auto const from = hour - std::chrono::days{day};
        failures += rates::sum(db, from, from + std::chrono::hours{1});
    }
    return failures;
}

bool is_attack(store::Connection& db, Instant now, Services& on)
{
    auto const slot = slot_of(now);
    auto const failures = rates::sum(db, slot, slot + slot_length);
    return failures > on.config.limits.failures_to_alarm &&
           failures * usual_days * slots_of_hour > times_usual * failures_in_hours_before(db, now);
}

} // namespace

bool count_failure(store::Connection& tx, ByteView spread, Instant now, Services& on)
{
    rates::add(tx, slot_of(now), shard_of(spread), 1);
    auto const alarm_end = slot_of(now) + 2 * slot_length; // goes on while each slot is too full
    auto const known = store::attempts::find(tx, alarm_key(on));
    if ((known.closed_until && *known.closed_until >= alarm_end) || !is_attack(tx, now, on))
        return false;
    auto alarm = store::attempts::hold(tx, alarm_key(on), now);
    bool const begins = !alarm.closed_until || *alarm.closed_until <= now;
    alarm.closed_until = std::max<Instant>(alarm.closed_until.value_or(alarm_end), alarm_end);
    alarm.last_at = now;
    store::attempts::save(tx, alarm, alarm.closed_until);
    return begins;
}

void give_failure_back(store::Connection& tx, ByteView spread, Instant at)
{
    rates::add(tx, slot_of(at), shard_of(spread), -1);
}

bool is_alarm_on(store::Connection& db, Instant now, Services& on)
{
    auto const alarm = store::attempts::find(db, alarm_key(on));
    return alarm.closed_until && *alarm.closed_until > now;
}

} // namespace zugang::idp::throttle
