#include "store/revoked_access_tokens.hpp"

namespace zugang::store::revoked_access_tokens {

void insert(Connection& db, std::string_view jti, Instant expires_at)
{
    db.execute("INSERT INTO revoked_access_tokens (jti, expires_at) VALUES (:jti, :expires_at) ON CONFLICT DO NOTHING",
               {{"jti", std::string(jti)}, {"expires_at", value_of(expires_at)}});
}

bool has(Connection& db, std::string_view jti)
{
    return db.query_one("SELECT 1 AS one FROM revoked_access_tokens WHERE jti = :jti", {{"jti", std::string(jti)}})
        .has_value();
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM revoked_access_tokens WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::revoked_access_tokens
