// revoked_access_tokens (RFC 7009): access tokens revoked one by one, by their jti, until they would have ended anyway.
#pragma once
#include "store/connection.hpp"

namespace zugang::store::revoked_access_tokens {

/// Once or more often, with the same effect.
void insert(Connection& db, std::string_view jti, Instant expires_at);
[[nodiscard]] bool has(Connection& db, std::string_view jti);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace zugang::store::revoked_access_tokens
