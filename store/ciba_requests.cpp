#include "store/ciba_requests.hpp"
#include "store/sql_text.hpp"

namespace zugang::store::ciba_requests {
namespace {

constexpr SqlText ciba_columns{"id, auth_req_id_hash, client_id, account_id, scope, details, binding_message,"
                               " acr_values, notification, interval_seconds, created_at, expires_at, polled_at,"
                               " grant_id, decided_at, redeemed_at"};

CibaRequest ciba_request_from(Row const& row)
{
    return {.id = row.text("id"),
            .auth_req_id_hash = row.blob("auth_req_id_hash"),
            .client_id = row.text("client_id"),
            .account_id = row.text("account_id"),
            .scope = row.text("scope"),
            .details = row.text("details"),
            .binding_message = row.text("binding_message"),
            .acr_values = row.text("acr_values"),
            .notification = row.optional_blob("notification"),
            .interval_seconds = row.integer("interval_seconds"),
            .created_at = row.instant("created_at"),
            .expires_at = row.instant("expires_at"),
            .polled_at = row.optional_instant("polled_at"),
            .grant_id = row.optional_text("grant_id"),
            .decided_at = row.optional_instant("decided_at"),
            .redeemed_at = row.optional_instant("redeemed_at")};
}

std::optional<CibaRequest> ciba_request_of(std::optional<Row> const& row)
{
    return row ? std::optional{ciba_request_from(*row)} : std::nullopt;
}

/// Counts a question that came in time; false for one too early, which makes the interval longer (CIBA §11).
bool asks_in_time(Connection& db, std::string const& id, Instant now)
{
    auto const in_time = db.query_one("UPDATE ciba_requests SET polled_at = :now WHERE id = :id AND (polled_at IS NULL"
                                      " OR polled_at + 1000 * interval_seconds <= :now) RETURNING id",
                                      {{"now", value_of(now)}, {"id", id}});
    if (!in_time)
        db.execute("UPDATE ciba_requests SET polled_at = :now, interval_seconds = interval_seconds + 5 WHERE id = :id",
                   {{"now", value_of(now)}, {"id", id}});
    return in_time.has_value();
}

} // namespace

void insert(Connection& db, CibaRequest const& request)
{
    db.execute("INSERT INTO ciba_requests (id, auth_req_id_hash, client_id, account_id, scope, details,"
               " binding_message, acr_values, notification, interval_seconds, created_at, expires_at) VALUES (:id,"
               " :auth_req_id_hash, :client_id, :account_id, :scope, :details, :binding_message, :acr_values,"
               " :notification, :interval_seconds, :created_at, :expires_at)",
               {{"id", request.id},
                {"auth_req_id_hash", request.auth_req_id_hash},
                {"client_id", request.client_id},
                {"account_id", request.account_id},
                {"scope", request.scope},
                {"details", request.details},
                {"binding_message", request.binding_message},
                {"acr_values", request.acr_values},
                {"notification", value_of(request.notification)},
                {"interval_seconds", request.interval_seconds},
                {"created_at", value_of(request.created_at)},
                {"expires_at", value_of(request.expires_at)}});
}

bool insert_within(Connection& db, CibaRequest const& request, std::int64_t most_open)
{
    // The account's row is held, so that requests at the same moment are counted one after the other.
    db.execute("UPDATE accounts SET updated_at = updated_at WHERE id = :id", {{"id", request.account_id}});
    auto const open = db.query_one("SELECT COUNT(*) AS open FROM ciba_requests WHERE account_id = :account_id"
                                   " AND decided_at IS NULL AND expires_at > :now",
                                   {{"account_id", request.account_id}, {"now", value_of(request.created_at)}});
    if (open.value().integer("open") >= most_open)
        return false;
    insert(db, request);
    return true;
}

std::vector<CibaRequest> list_open(Connection& db, std::string_view account_id, Instant now)
{
    static constexpr auto sql = "SELECT " + ciba_columns +
                                " FROM ciba_requests WHERE account_id = :account_id"
                                " AND decided_at IS NULL AND expires_at > :now ORDER BY created_at, id";
    std::vector<CibaRequest> open;
    for (auto const& row : db.query(sql, {{"account_id", std::string(account_id)}, {"now", value_of(now)}}))
        open.push_back(ciba_request_from(row));
    return open;
}

std::optional<CibaRequest> decide(Connection& db, std::string_view id, std::optional<std::string> const& grant_id,
                                  Instant now)
{
    static constexpr auto sql = "UPDATE ciba_requests SET grant_id = :grant_id, decided_at = :now WHERE id = :id"
                                " AND decided_at IS NULL AND expires_at > :now RETURNING " +
                                ciba_columns;
    return ciba_request_of(
        db.query_one(sql, {{"grant_id", value_of(grant_id)}, {"now", value_of(now)}, {"id", std::string(id)}}));
}

std::optional<CibaRequest> redeem(Connection& db, Bytes const& auth_req_id_hash, std::string_view client_id,
                                  Instant now)
{
    static constexpr auto sql = "UPDATE ciba_requests SET redeemed_at = :now WHERE auth_req_id_hash = :auth_req_id_hash"
                                " AND client_id = :client_id AND grant_id IS NOT NULL AND redeemed_at IS NULL"
                                " AND expires_at > :now RETURNING " +
                                ciba_columns;
    return ciba_request_of(db.query_one(
        sql, {{"now", value_of(now)}, {"auth_req_id_hash", auth_req_id_hash}, {"client_id", std::string(client_id)}}));
}

Waiting poll(Connection& db, Bytes const& auth_req_id_hash, std::string_view client_id, Instant now)
{
    static constexpr auto sql = "SELECT " + ciba_columns +
                                " FROM ciba_requests"
                                " WHERE auth_req_id_hash = :auth_req_id_hash";
    auto const request = ciba_request_of(db.query_one(sql, {{"auth_req_id_hash", auth_req_id_hash}}));
    if (!request || request->client_id != client_id)
        return Waiting::unknown;
    if (request->redeemed_at)
        return Waiting::redeemed;
    if (request->expires_at <= now)
        return Waiting::expired;
    if (request->decided_at && !request->grant_id)
        return Waiting::denied;
    if (request->grant_id) // allowed between `redeem` and here: the next question gets it
        return Waiting::pending;
    return asks_in_time(db, request->id, now) ? Waiting::pending : Waiting::too_fast;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM ciba_requests WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::ciba_requests
