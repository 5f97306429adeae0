// refresh_tokens (RFC 6749 §6, RFC 9700 §4.14): each is rotated once; a replay ends the grant.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct RefreshToken {
    Bytes token_hash;
    std::string grant_id;
    std::string client_id;
    Instant created_at;
    Instant expires_at; // idle end
    std::optional<Instant> rotated_at;
};

namespace refresh_tokens {

void insert(Connection& db, RefreshToken const& token);
[[nodiscard]] std::optional<RefreshToken> find(Connection& db, Bytes const& token_hash);
/// One conditional UPDATE … RETURNING: nothing where it was rotated before, expired, of another client or is not there.
[[nodiscard]] std::optional<RefreshToken> rotate(Connection& db, Bytes const& token_hash, std::string_view client_id,
                                                 Instant now);
/// Moves the idle end of one that is never rotated; false where it was rotated, has expired, or is of another client.
[[nodiscard]] bool extend(Connection& db, Bytes const& token_hash, std::string_view client_id, Instant expires_at,
                          Instant now);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace refresh_tokens
} // namespace zugang::store
