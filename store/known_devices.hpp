// known_devices: browsers in which an account signed in, by the keyed hash of account and device cookie.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct KnownDevice {
    std::string id; // "dev_…", for lists and for revoking one
    std::string account_id;
    Bytes token_hash;
    std::string user_agent;
    bool multi_factor = false; // the last privilege was earned with several factors
    Instant created_at;
    std::optional<Instant> signed_in_at; // empty: only let in by a mailed link so far
    std::optional<Instant> known_until;  // has guesses of its own until then
    Instant expires_at;                  // forgotten then
};

namespace known_devices {

/// Inserts, or renews the one with this token_hash, whose id and created_at stay. A privilege there is never shortened;
/// signed_in_at stays where `device` has none.
void put(Connection& tx, KnownDevice const& device);
/// Nothing for one that has expired.
[[nodiscard]] std::optional<KnownDevice> find(Connection& db, Bytes const& token_hash, Instant now);
/// Takes the privilege of guesses of its own.
void suspend(Connection& tx, std::string_view id);
/// Those somebody signed in on, the latest first.
[[nodiscard]] std::vector<KnownDevice> list(Connection& db, std::string_view account_id, Instant now);
/// False where the account has no such device.
[[nodiscard]] bool revoke(Connection& tx, std::string_view account_id, std::string_view id);
/// How many went.
std::int64_t revoke_all(Connection& tx, std::string_view account_id);
/// Keeps the account's `most` latest.
void revoke_beyond(Connection& tx, std::string_view account_id, std::int64_t most);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace known_devices
} // namespace zugang::store
