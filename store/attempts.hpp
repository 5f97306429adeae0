// attempts: guesses counted before anything is compared, by keys that are keyed hashes. The times are the caller's.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct AttemptCounter {
    Bytes key;
    std::vector<Instant> recent = {}; // oldest first
    std::int64_t in_a_row = 0;
    std::int64_t pauses = 0;                  // how often it was closed for a time
    std::optional<Instant> closed_until = {}; // for a time
    std::optional<Instant> last_at = {};      // empty: never
    [[nodiscard]] bool operator==(AttemptCounter const&) const = default;
};

namespace attempts {

/// An empty one where nothing was counted.
[[nodiscard]] AttemptCounter find(Connection& db, Bytes const& key);
/// The same, held until the transaction ends: parallel guesses see each other's count. Whoever holds several takes them
/// in one order everywhere.
[[nodiscard]] AttemptCounter hold(Connection& tx, Bytes const& key, Instant now);
/// Of a counter that is held. `keep_until` empty: closed, kept until it is opened.
void save(Connection& tx, AttemptCounter const& counter, std::optional<Instant> keep_until);
/// False where there was nothing.
bool remove(Connection& tx, Bytes const& key);
std::int64_t remove_expired(Connection& db, Instant before);
/// Removes the longest untouched beyond `most`, never a closed one: the table stays bounded whoever writes to it.
std::int64_t remove_beyond(Connection& db, std::int64_t most);

} // namespace attempts

namespace attempt_names {

/// How many names the source tried after `since`.
[[nodiscard]] std::int64_t count_since(Connection& db, Bytes const& source, Instant since);
/// Whether the source tried it after `since`.
[[nodiscard]] bool has(Connection& db, Bytes const& source, Bytes const& name, Instant since);
void note(Connection& tx, Bytes const& source, Bytes const& name, Instant now);
void remove(Connection& tx, Bytes const& source, Bytes const& name);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace attempt_names

namespace attempt_rates {

/// Adds to the failures of a slot; `failures` may be -1, for one that was none.
void add(Connection& tx, Instant slot, std::int64_t shard, std::int64_t failures);
/// All failures in slots from `from` on and before `to`.
[[nodiscard]] std::int64_t sum(Connection& db, Instant from, Instant to);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace attempt_rates
} // namespace zugang::store
