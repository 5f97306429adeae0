#include "store/device_codes.hpp"
#include "store/sql_text.hpp"

namespace zugang::store {
namespace device_codes {
namespace {

constexpr SqlText device_code_columns{"device_code_hash, user_code_hash, client_id, scope, details, interval_seconds,"
                                      " created_at, expires_at, polled_at, account_id, grant_id, decided_at,"
                                      " redeemed_at"};

std::optional<DeviceCode> device_code_from(std::optional<Row> const& row)
{
    if (!row)
        return std::nullopt;
    return DeviceCode{.device_code_hash = row->blob("device_code_hash"),
                      .user_code_hash = row->blob("user_code_hash"),
                      .client_id = row->text("client_id"),
                      .scope = row->text("scope"),
                      .details = row->text("details"),
                      .interval_seconds = row->integer("interval_seconds"),
                      .created_at = row->instant("created_at"),
                      .expires_at = row->instant("expires_at"),
                      .polled_at = row->optional_instant("polled_at"),
                      .account_id = row->optional_text("account_id"),
                      .grant_id = row->optional_text("grant_id"),
                      .decided_at = row->optional_instant("decided_at"),
                      .redeemed_at = row->optional_instant("redeemed_at")};
}

/// Counts a question that came in time; false for one too early, which makes the interval longer (RFC 8628 §3.5).
bool is_in_time(Connection& db, Bytes const& device_code_hash, Instant now)
{
    auto const in_time =
        db.query_one("UPDATE device_codes SET polled_at = :now WHERE device_code_hash = :device_code_hash"
                     " AND (polled_at IS NULL OR polled_at + 1000 * interval_seconds <= :now) RETURNING client_id",
                     {{"now", value_of(now)}, {"device_code_hash", device_code_hash}});
    if (!in_time)
        db.execute("UPDATE device_codes SET polled_at = :now, interval_seconds = interval_seconds + 5"
                   " WHERE device_code_hash = :device_code_hash",
                   {{"now", value_of(now)}, {"device_code_hash", device_code_hash}});
    return in_time.has_value();
}

} // namespace

bool insert(Connection& db, DeviceCode const& code)
{
    return db.execute("INSERT INTO device_codes (device_code_hash, user_code_hash, client_id, scope, details,"
                      " interval_seconds, created_at, expires_at) VALUES (:device_code_hash, :user_code_hash,"
                      " :client_id, :scope, :details, :interval_seconds, :created_at, :expires_at)"
                      " ON CONFLICT DO NOTHING",
                      {{"device_code_hash", code.device_code_hash},
                       {"user_code_hash", code.user_code_hash},
                       {"client_id", code.client_id},
                       {"scope", code.scope},
                       {"details", code.details},
                       {"interval_seconds", code.interval_seconds},
                       {"created_at", value_of(code.created_at)},
                       {"expires_at", value_of(code.expires_at)}}) == 1;
}

std::optional<DeviceCode> find_by_user_code(Connection& db, Bytes const& user_code_hash)
{
    static constexpr auto sql = "SELECT " + device_code_columns +
                                " FROM device_codes"
                                " WHERE user_code_hash = :user_code_hash";
    return device_code_from(db.query_one(sql, {{"user_code_hash", user_code_hash}}));
}

bool decide(Connection& db, Decision const& decision, Instant now)
{
    return db
        .query_one("UPDATE device_codes SET account_id = :account_id, grant_id = :grant_id, decided_at = :now"
                   " WHERE user_code_hash = :user_code_hash AND decided_at IS NULL AND expires_at > :now"
                   " RETURNING client_id",
                   {{"account_id", decision.account_id},
                    {"grant_id", value_of(decision.grant_id)},
                    {"now", value_of(now)},
                    {"user_code_hash", decision.user_code_hash}})
        .has_value();
}

std::optional<DeviceCode> redeem(Connection& db, Bytes const& device_code_hash, std::string_view client_id, Instant now)
{
    static constexpr auto sql = "UPDATE device_codes SET redeemed_at = :now WHERE device_code_hash = :device_code_hash"
                                " AND client_id = :client_id AND grant_id IS NOT NULL AND redeemed_at IS NULL"
                                " AND expires_at > :now RETURNING " +
                                device_code_columns;
    return device_code_from(db.query_one(
        sql, {{"now", value_of(now)}, {"device_code_hash", device_code_hash}, {"client_id", std::string(client_id)}}));
}

Waiting poll(Connection& db, Bytes const& device_code_hash, std::string_view client_id, Instant now)
{
    static constexpr auto sql = "SELECT " + device_code_columns +
                                " FROM device_codes"
                                " WHERE device_code_hash = :device_code_hash";
    auto const code = device_code_from(db.query_one(sql, {{"device_code_hash", device_code_hash}}));
    if (!code || code->client_id != client_id)
        return Waiting::unknown;
    if (code->redeemed_at)
        return Waiting::redeemed;
    if (code->expires_at <= now)
        return Waiting::expired;
    if (code->decided_at && !code->grant_id)
        return Waiting::denied;
    if (code->grant_id) // allowed between `redeem` and here: the next question gets it
        return Waiting::pending;
    return is_in_time(db, device_code_hash, now) ? Waiting::pending : Waiting::too_fast;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM device_codes WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace device_codes

namespace device_code_tries {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

std::int64_t hour_of(Instant now)
{
    return to_millis(now) / hour_ms * hour_ms;
}

} // namespace

bool reserve(Connection& db, std::string_view bucket, std::int64_t most, Instant now)
{
    return db
        .query_one("INSERT INTO device_code_tries (bucket, hour_start, tries) VALUES (:bucket, :hour_start, 1)"
                   " ON CONFLICT (bucket, hour_start) DO UPDATE SET tries = device_code_tries.tries + 1"
                   " WHERE device_code_tries.tries < :most RETURNING tries",
                   {{"bucket", std::string(bucket)}, {"hour_start", hour_of(now)}, {"most", most}})
        .has_value();
}

void give_back(Connection& db, std::string_view bucket, Instant now)
{
    db.execute("UPDATE device_code_tries SET tries = tries - 1 WHERE bucket = :bucket AND hour_start = :hour_start"
               " AND tries > 0",
               {{"bucket", std::string(bucket)}, {"hour_start", hour_of(now)}});
}

Instant hour_end(Instant now)
{
    return from_millis(hour_of(now) + hour_ms);
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM device_code_tries WHERE hour_start < :before", {{"before", value_of(before)}});
}

} // namespace device_code_tries
} // namespace zugang::store
