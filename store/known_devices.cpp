#include "store/known_devices.hpp"
#include "store/sql_text.hpp"

namespace zugang::store::known_devices {
namespace {

constexpr SqlText known_device_columns{"id, account_id, token_hash, user_agent, multi_factor, created_at, signed_in_at,"
                                       " known_until, expires_at"};

KnownDevice known_device_from(Row const& row)
{
    return {.id = row.text("id"),
            .account_id = row.text("account_id"),
            .token_hash = row.blob("token_hash"),
            .user_agent = row.text("user_agent"),
            .multi_factor = row.flag("multi_factor"),
            .created_at = row.instant("created_at"),
            .signed_in_at = row.optional_instant("signed_in_at"),
            .known_until = row.optional_instant("known_until"),
            .expires_at = row.instant("expires_at")};
}

} // namespace

void put(Connection& tx, KnownDevice const& device)
{
    // A device that knows the account by several factors keeps that, whatever else happens on it meanwhile.
    tx.execute("INSERT INTO known_devices (id, account_id, token_hash, user_agent, multi_factor, created_at,"
               " signed_in_at, known_until, expires_at) VALUES (:id, :account_id, :token_hash, :user_agent,"
               " :multi_factor, :created_at, :signed_in_at, :known_until, :expires_at)"
               " ON CONFLICT (token_hash) DO UPDATE SET user_agent = excluded.user_agent,"
               " signed_in_at = COALESCE(excluded.signed_in_at, known_devices.signed_in_at),"
               " multi_factor = CASE WHEN known_devices.known_until >= COALESCE(excluded.known_until, 0)"
               " THEN known_devices.multi_factor ELSE excluded.multi_factor END,"
               " known_until = CASE WHEN known_devices.known_until >= COALESCE(excluded.known_until, 0)"
               " THEN known_devices.known_until ELSE excluded.known_until END,"
               " expires_at = CASE WHEN known_devices.expires_at > excluded.expires_at THEN known_devices.expires_at"
               " ELSE excluded.expires_at END",
               {{"id", device.id},
                {"account_id", device.account_id},
                {"token_hash", device.token_hash},
                {"user_agent", device.user_agent},
                {"multi_factor", value_of(device.multi_factor)},
                {"created_at", value_of(device.created_at)},
                {"signed_in_at", value_of(device.signed_in_at)},
                {"known_until", value_of(device.known_until)},
                {"expires_at", value_of(device.expires_at)}});
}

std::optional<KnownDevice> find(Connection& db, Bytes const& token_hash, Instant now)
{
    static constexpr auto sql =
        "SELECT " + known_device_columns + " FROM known_devices WHERE token_hash = :token_hash AND expires_at > :now";
    auto const row = db.query_one(sql, {{"token_hash", token_hash}, {"now", value_of(now)}});
    return row ? std::optional{known_device_from(*row)} : std::nullopt;
}

void suspend(Connection& tx, std::string_view id)
{
    tx.execute("UPDATE known_devices SET known_until = NULL, multi_factor = 0 WHERE id = :id",
               {{"id", std::string(id)}});
}

std::vector<KnownDevice> list(Connection& db, std::string_view account_id, Instant now)
{
    static constexpr auto sql = "SELECT " + known_device_columns +
                                " FROM known_devices WHERE account_id = :account_id AND expires_at > :now"
                                " AND signed_in_at IS NOT NULL ORDER BY signed_in_at DESC, id";
    std::vector<KnownDevice> devices;
    for (auto const& row : db.query(sql, {{"account_id", std::string(account_id)}, {"now", value_of(now)}}))
        devices.push_back(known_device_from(row));
    return devices;
}

bool revoke(Connection& tx, std::string_view account_id, std::string_view id)
{
    return is_storable(id) && tx.execute("DELETE FROM known_devices WHERE id = :id AND account_id = :account_id",
                                         {{"id", std::string(id)}, {"account_id", std::string(account_id)}}) == 1;
}

std::int64_t revoke_all(Connection& tx, std::string_view account_id)
{
    return tx.execute("DELETE FROM known_devices WHERE account_id = :account_id",
                      {{"account_id", std::string(account_id)}});
}

void revoke_beyond(Connection& tx, std::string_view account_id, std::int64_t most)
{
    tx.execute("DELETE FROM known_devices WHERE account_id = :account_id AND id NOT IN (SELECT id FROM known_devices"
               " WHERE account_id = :account_id ORDER BY COALESCE(signed_in_at, created_at) DESC, id LIMIT :most)",
               {{"account_id", std::string(account_id)}, {"most", most}});
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM known_devices WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::known_devices
