// The device cookie: a browser in which the owner signed in completely has counters of its own. It grants
// nothing else: it is no factor and saves none.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::throttle {

struct KnownDevice {
    std::string id;
    bool multi_factor = false; // by a complete sign-in; else by a mailed link, for an hour
};

/// This browser's device of the account, while it has a bucket of its own. Costs the same for an account nobody has
/// (`account_id` empty).
[[nodiscard]] std::optional<KnownDevice> find_known_device(store::Connection& db, std::string_view account_id,
                                                           Call const& call, Services& on);

} // namespace zugang::idp::throttle
