// pushed_requests (RFC 9126): visited while they live, used up by the one answer that completes them.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct PushedRequest {
    Bytes reference_hash;
    std::string client_id;
    std::string request; // JSON: the verified authorization request
    Instant created_at;
    Instant expires_at; // of the visit; a sign-in that began before may end later
    std::optional<Instant> used_at;
};

namespace pushed_requests {

void insert(Connection& db, PushedRequest const& pushed);
/// Nothing where it was used, has expired, is of another client or is not there.
[[nodiscard]] std::optional<PushedRequest> find_open(Connection& db, Bytes const& reference_hash,
                                                     std::string_view client_id, Instant now);
/// One conditional UPDATE … RETURNING: false for the second caller.
[[nodiscard]] bool consume(Connection& db, Bytes const& reference_hash, Instant now);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace pushed_requests
} // namespace zugang::store
