#include "store/refresh_tokens.hpp"

namespace zugang::store::refresh_tokens {
namespace {

std::optional<RefreshToken> refresh_token_from(std::optional<Row> const& row)
{
    if (!row)
        return std::nullopt;
    return RefreshToken{.token_hash = row->blob("token_hash"),
                        .grant_id = row->text("grant_id"),
                        .client_id = row->text("client_id"),
                        .created_at = row->instant("created_at"),
                        .expires_at = row->instant("expires_at"),
                        .rotated_at = row->optional_instant("rotated_at")};
}

} // namespace

void insert(Connection& db, RefreshToken const& token)
{
    db.execute("INSERT INTO refresh_tokens (token_hash, grant_id, client_id, created_at, expires_at, rotated_at)"
               " VALUES (:token_hash, :grant_id, :client_id, :created_at, :expires_at, :rotated_at)",
               {{"token_hash", token.token_hash},
                {"grant_id", token.grant_id},
                {"client_id", token.client_id},
                {"created_at", value_of(token.created_at)},
                {"expires_at", value_of(token.expires_at)},
                {"rotated_at", value_of(token.rotated_at)}});
}

std::optional<RefreshToken> find(Connection& db, Bytes const& token_hash)
{
    return refresh_token_from(db.query_one("SELECT token_hash, grant_id, client_id, created_at, expires_at, rotated_at"
                                           " FROM refresh_tokens WHERE token_hash = :token_hash",
                                           {{"token_hash", token_hash}}));
}

std::optional<RefreshToken> rotate(Connection& db, Bytes const& token_hash, std::string_view client_id, Instant now)
{
    return refresh_token_from(db.query_one(
        "UPDATE refresh_tokens SET rotated_at = :now WHERE token_hash = :token_hash AND client_id = :client_id"
        " AND rotated_at IS NULL AND expires_at > :now"
        " RETURNING token_hash, grant_id, client_id, created_at, expires_at, rotated_at",
        {{"now", value_of(now)}, {"token_hash", token_hash}, {"client_id", std::string(client_id)}}));
}

bool extend(Connection& db, Bytes const& token_hash, std::string_view client_id, Instant expires_at, Instant now)
{
    return db
        .query_one("UPDATE refresh_tokens SET expires_at = :expires_at WHERE token_hash = :token_hash"
                   " AND client_id = :client_id AND rotated_at IS NULL AND expires_at > :now RETURNING grant_id",
                   {{"expires_at", value_of(expires_at)},
                    {"token_hash", token_hash},
                    {"client_id", std::string(client_id)},
                    {"now", value_of(now)}})
        .has_value();
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM refresh_tokens WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::refresh_tokens
