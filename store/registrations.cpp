#include "store/registrations.hpp"

namespace zugang::store {
namespace registration_tokens {

void insert(Connection& db, RegistrationToken const& token)
{
    db.execute("INSERT INTO registration_tokens (token_hash, uses_left, created_at, expires_at)"
               " VALUES (:token_hash, :uses_left, :created_at, :expires_at)",
               {{"token_hash", token.token_hash},
                {"uses_left", token.uses_left},
                {"created_at", value_of(token.created_at)},
                {"expires_at", value_of(token.expires_at)}});
}

bool is_usable(Connection& db, Bytes const& token_hash, Instant now)
{
    return db
        .query_one("SELECT uses_left FROM registration_tokens WHERE token_hash = :token_hash AND uses_left > 0"
                   " AND expires_at > :now",
                   {{"token_hash", token_hash}, {"now", value_of(now)}})
        .has_value();
}

bool use(Connection& db, Bytes const& token_hash, Instant now)
{
    return db.execute("UPDATE registration_tokens SET uses_left = uses_left - 1 WHERE token_hash = :token_hash"
                      " AND uses_left > 0 AND expires_at > :now",
                      {{"token_hash", token_hash}, {"now", value_of(now)}}) == 1;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM registration_tokens WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace registration_tokens

namespace registration_counts {

bool count(Connection& db, Bytes const& source, std::int64_t limit, Instant now)
{
    return db.execute("INSERT INTO registration_counts (source, since, registrations) VALUES (:source, :now, 1)"
                      " ON CONFLICT (source) DO UPDATE SET"
                      " registrations = CASE WHEN registration_counts.since <= :hour_ago THEN 1"
                      " ELSE registration_counts.registrations + 1 END,"
                      " since = CASE WHEN registration_counts.since <= :hour_ago THEN excluded.since"
                      " ELSE registration_counts.since END"
                      " WHERE registration_counts.since <= :hour_ago OR registration_counts.registrations < :limit",
                      {{"source", source},
                       {"now", value_of(now)},
                       {"hour_ago", value_of(now - std::chrono::hours{1})},
                       {"limit", limit}}) == 1;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM registration_counts WHERE since < :before", {{"before", value_of(before)}});
}

} // namespace registration_counts
} // namespace zugang::store
