#include "idp/throttle/counters.hpp"
#include "idp/throttle/factor_counters.hpp"
#include "idp/throttle/service_rate.hpp"
#include "idp/throttle/throttle.hpp"
#include <algorithm>

namespace zugang::idp::throttle {
namespace {

void forget_one(std::vector<Instant>& times, Instant at)
{
    auto const found = std::ranges::find(times, at);
    if (found != times.end())
        times.erase(found);
}

/// The owner sat at an unknown device: what this network did to this name is forgiven, what others did is not.
void forgive_stranger(PasswordCounters& counters, Instant at)
{
    auto const own = counters.name_and_network.recent;
    for (auto const each : own)
        forget_one(counters.strangers.recent, each);
    auto const tries = static_cast<std::int64_t>(own.size());
    counters.row.in_a_row = std::max<std::int64_t>(0, counters.row.in_a_row - tries);
    counters.name_and_network.recent.clear();
    forget_one(counters.network.recent, at);
    if (counters.wide_network)
        forget_one(counters.wide_network->recent, at);
}

} // namespace

void succeed(Attempt const& attempt, Call const& call, Services& on)
{
    auto const& keys = attempt.keys_;
    on.database.write([&](store::Connection& tx) {
        switch (attempt.bucket_) {
        case Attempt::Bucket::factor:
            return open_codes(tx, {attempt.factor_, attempt.account_id_, attempt.is_known_device_}, call.now,
                              on.sealer);
        case Attempt::Bucket::known_device: // the owner: whatever strangers did in a row ends here
            store::attempts::remove(tx, keys.row);
            store::attempts::remove(tx, attempt.device_);
            return give_failure_back(tx, keys.name_and_network, attempt.at_);
        case Attempt::Bucket::stranger:
            auto counters = hold_counters(tx, keys, call.now);
            forgive_stranger(counters, attempt.at_);
            save_counters(tx, counters, on.config.limits, call.now);
            if (attempt.is_new_name_)
                store::attempt_names::remove(tx, keys.network, keys.name);
            if (attempt.is_new_name_of_wide_ && keys.wide_network)
                store::attempt_names::remove(tx, *keys.wide_network, keys.name);
            return give_failure_back(tx, keys.name_and_network, attempt.at_);
        }
    });
}

} // namespace zugang::idp::throttle
