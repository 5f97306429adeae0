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
/// After a right code, or a new password by mail: the wrong ones in a row are forgiven, the length that pauses had
/// reached is kept for 30 quiet days. What the other kind of device did stays: each sign-in of the owner would else buy
/// strangers more guesses.
void open_codes(store::Connection& tx, FactorCounter const& counter, Instant now, keys::Sealer const& sealer);

} // namespace zugang::idp::throttle
