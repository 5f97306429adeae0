// client_assertions (RFC 7523 §3): the jti of each assertion a client has used, kept until it could not be used anyway.
#pragma once
#include "store/connection.hpp"

namespace zugang::store::client_assertions {

/// One conditional INSERT: false where this client has used the jti before.
[[nodiscard]] bool use(Connection& db, std::string_view client_id, Bytes const& jti_hash, Instant expires_at);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace zugang::store::client_assertions
