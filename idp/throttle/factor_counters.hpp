// The counters of second factors: for each account, factor and kind of device.
#pragma once
#include "idp/throttle/attempt.hpp"
#include "store/attempts.hpp"

namespace zugang::idp::throttle {

struct FactorCounter {
    Factor factor = Factor::totp;
    std::string account_id;
    bool is_known_device = false;
};

[[nodiscard]] Bytes key_of(FactorCounter const& counter, keys::Sealer const& sealer);
/// A right code: its own counter is forgiven, and where strangers (or the owner) had the other one suspended, it opens.
void forgive_codes(store::Connection& tx, FactorCounter const& counter, Instant now, Services& on);

} // namespace zugang::idp::throttle
