// Tuning of Argon2id: the strongest cost that still takes 100 to 250 ms here (security R-10).
#pragma once
#include "base/clock.hpp"
#include "keys/password_hash.hpp"
#include <functional>

namespace zugang::idp::cli {

struct PasswordCost {
    keys::Argon2Parameters parameters;
    Duration takes;
    bool is_in_range = false; // 100 to 250 ms
};

/// How long one hash takes with these parameters.
using MeasureHash = std::function<Duration(keys::Argon2Parameters)>;
/// Never below what the configuration accepts, even on a host that is too slow for it.
[[nodiscard]] PasswordCost propose_password_cost(MeasureHash const& measure);

} // namespace zugang::idp::cli
