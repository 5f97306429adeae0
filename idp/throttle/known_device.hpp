// The device cookie: a browser in which the owner signed in completely has counters of its own. It grants
// nothing else: it is no factor and saves none.
#pragma once
#include "idp/call/call.hpp"
#include <string_view>

namespace zugang::idp::throttle {

struct KnownDevice {
    std::string id;
    bool multi_factor = false; // by a complete sign-in; else by a mailed link, for an hour
};

/// This browser's device of the account, while it has counters of its own. Costs the same for an account nobody has
/// (`account_id` empty).
[[nodiscard]] std::optional<KnownDevice> find_known_device(store::Connection& db, std::string_view account_id,
                                                           Call const& call, Services& on);

/// What a sign-in on this browser is for the account.
struct DeviceSeen {
    bool is_new = false;   // nobody signed in to the account on it before, or not for long
    bool is_first = false; // nor ever on another
    std::string cookie;
};

/// After a complete sign-in: remembers this browser for the account, for another 180 days; with `multi_factor` its
/// guesses are counted apart from strangers' from now on.
[[nodiscard]] DeviceSeen remember_device(store::Connection& tx, std::string_view account_id, bool multi_factor,
                                         Call const& call, Services& on);
/// After a mailed link was used: this browser may guess for an hour beside strangers who made passwords wait.
[[nodiscard]] DeviceSeen admit_device(store::Connection& tx, std::string_view account_id, Call const& call,
                                      Services& on);
/// Belongs on the answer once the transaction has been committed.
void set_device_cookie(http::Response& answer, DeviceSeen const& seen);

} // namespace zugang::idp::throttle
