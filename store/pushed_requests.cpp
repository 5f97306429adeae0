#include "store/pushed_requests.hpp"

namespace zugang::store::pushed_requests {

void insert(Connection& db, PushedRequest const& pushed)
{
    db.execute("INSERT INTO pushed_requests (reference_hash, client_id, request, created_at, expires_at, used_at)"
               " VALUES (:reference_hash, :client_id, :request, :created_at, :expires_at, :used_at)",
               {{"reference_hash", pushed.reference_hash},
                {"client_id", pushed.client_id},
                {"request", pushed.request},
                {"created_at", value_of(pushed.created_at)},
                {"expires_at", value_of(pushed.expires_at)},
                {"used_at", value_of(pushed.used_at)}});
}

std::optional<PushedRequest> find_open(Connection& db, Bytes const& reference_hash, std::string_view client_id,
                                       Instant now)
{
    if (!is_storable(client_id))
        return std::nullopt;
    auto const row = db.query_one(
        "SELECT reference_hash, client_id, request, created_at, expires_at, used_at FROM pushed_requests"
        " WHERE reference_hash = :reference_hash AND client_id = :client_id AND used_at IS NULL AND expires_at > :now",
        {{"reference_hash", reference_hash}, {"client_id", std::string(client_id)}, {"now", value_of(now)}});
    if (!row)
        return std::nullopt;
    return PushedRequest{.reference_hash = row->blob("reference_hash"),
                         .client_id = row->text("client_id"),
                         .request = row->text("request"),
                         .created_at = row->instant("created_at"),
                         .expires_at = row->instant("expires_at"),
                         .used_at = row->optional_instant("used_at")};
}

bool consume(Connection& db, Bytes const& reference_hash, Instant now)
{
    return db
        .query_one("UPDATE pushed_requests SET used_at = :now WHERE reference_hash = :reference_hash"
                   " AND used_at IS NULL RETURNING client_id",
                   {{"now", value_of(now)}, {"reference_hash", reference_hash}})
        .has_value();
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM pushed_requests WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::pushed_requests
