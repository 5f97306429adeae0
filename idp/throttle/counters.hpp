// The counters of a password try: their keys, and the ones held in a transaction.
#pragma once
#include "idp/call/call.hpp"
#include "idp/throttle/attempt.hpp"
#include "idp/throttle/network.hpp"
#include "idp/throttle/waits.hpp"

namespace zugang::idp::throttle {

/// `account_id` empty: nobody has the name.
[[nodiscard]] PasswordKeys password_keys(std::string_view typed_name, std::string_view account_id, Call const& call,
                                         Services& on);
[[nodiscard]] Bytes row_key(std::string_view account_id, keys::Sealer const& sealer);
/// Of a known device's own tries.
[[nodiscard]] Bytes device_key(std::string_view device_id, keys::Sealer const& sealer);
[[nodiscard]] Bytes strangers_key(std::string_view name, keys::Sealer const& sealer);
/// As names are compared: trimmed and folded.
[[nodiscard]] std::string canonical_name(std::string_view typed_name);

/// What strangers' tries are counted in.
struct PasswordCounters {
    Counter name_and_network;
    Counter strangers;
    Counter row;
    Counter network;
    std::optional<Counter> wide_network;

    template <class Visit>
    void for_each(Visit const& visit)
    {
        for (auto* const counter : {&name_and_network, &strangers, &row, &network})
            visit(*counter);
        if (wide_network)
            visit(*wide_network);
    }
};

[[nodiscard]] PasswordCounters find_counters(store::Connection& db, PasswordKeys const& keys, Instant now);
/// Held in one order everywhere, so that parallel tries never wait for each other crosswise.
[[nodiscard]] PasswordCounters hold_counters(store::Connection& tx, PasswordKeys const& keys, Instant now);
void save_counters(store::Connection& tx, PasswordCounters const& counters, config::Limits const& limits, Instant now);

constexpr Duration one_minute = std::chrono::minutes{1};
constexpr Duration one_hour = std::chrono::hours{1};
constexpr Duration one_day = std::chrono::hours{24};
constexpr Duration one_week = std::chrono::days{7};
constexpr Duration rows_kept = std::chrono::days{400}; // tries in a row: a year and more without the owner
constexpr std::int64_t wide_factor = 10;               // what a /64 may, a /48 may so many times

} // namespace zugang::idp::throttle
