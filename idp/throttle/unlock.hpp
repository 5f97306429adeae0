// What an operator opens again: passwords of unknown devices, and codes of second factors.
#pragma once
#include "keys/seal.hpp"
#include "store/accounts.hpp"

namespace zugang::idp::throttle {

/// How many wrong ones in a row were forgotten.
struct Forgotten {
    std::int64_t passwords = 0;
    std::int64_t app_codes = 0;      // of authenticator apps, on known and unknown devices
    std::int64_t recovery_codes = 0; // likewise
};

/// What single networks did to the account is not among it: they wait out their day at most.
[[nodiscard]] Forgotten unlock(store::Connection& tx, store::Account const& account, keys::Sealer const& sealer);
/// The owner has set a new password by a mailed link: whoever guessed knew the old one at most, and must not keep the
/// owner out, who has no known device any more. The length that pauses had reached is kept.
void reopen(store::Connection& tx, std::string const& account_id, Instant now, keys::Sealer const& sealer);

} // namespace zugang::idp::throttle
