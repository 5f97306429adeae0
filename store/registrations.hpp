// registration_tokens and registration_counts: who may register clients over HTTP, and how often (RFC 7591 §3).
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct RegistrationToken {
    Bytes token_hash; // SHA-256 of the token's text
    std::int64_t uses_left = 1;
    Instant created_at;
    Instant expires_at;
};

namespace registration_tokens {

void insert(Connection& db, RegistrationToken const& token);
/// Whether it could be used now, without using it.
[[nodiscard]] bool is_usable(Connection& db, Bytes const& token_hash, Instant now);
/// One use; false where it has none left or has expired.
[[nodiscard]] bool use(Connection& db, Bytes const& token_hash, Instant now);
[[nodiscard]] std::int64_t remove_expired(Connection& db, Instant before);

} // namespace registration_tokens

namespace registration_counts {

/// Counts one registration of `source` (a hash of its address); false where `limit` of them are in this hour already.
[[nodiscard]] bool count(Connection& db, Bytes const& source, std::int64_t limit, Instant now);
[[nodiscard]] std::int64_t remove_expired(Connection& db, Instant before);

} // namespace registration_counts
} // namespace zugang::store
