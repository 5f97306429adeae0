#include "store/passkeys.hpp"
#include "store/factors.hpp"
#include "store/sql_text.hpp"
#include <stdexcept>

namespace zugang::store {
namespace {

constexpr SqlText passkey_columns{"id, account_id, flow_id, kind, name, credential_id, public_key, sign_count,"
                                  " backup_eligible, backed_up, transports, aaguid, attestation_format, is_attested,"
                                  " created_at, last_used_at, removed_at, expires_at"};

std::string name_of(Passkey::Kind kind)
{
    return kind == Passkey::Kind::passkey ? "passkey" : "security_key";
}

Passkey::Kind kind_of(std::string_view name)
{
    for (auto const kind : {Passkey::Kind::passkey, Passkey::Kind::security_key})
        if (name == name_of(kind))
            return kind;
    throw std::logic_error{"unknown kind of passkey in the store"};
}

Passkey passkey_from(Row const& row)
{
    return {.id = row.text("id"),
            .account_id = row.text("account_id"),
            .flow_id = row.text("flow_id"),
            .kind = kind_of(row.text("kind")),
            .name = row.text("name"),
            .credential_id = row.blob("credential_id"),
            .public_key = row.blob("public_key"),
            .sign_count = row.integer("sign_count"),
            .backup_eligible = row.flag("backup_eligible"),
            .backed_up = row.flag("backed_up"),
            .transports = row.text("transports"),
            .aaguid = row.blob("aaguid"),
            .attestation_format = row.text("attestation_format"),
            .is_attested = row.flag("is_attested"),
            .created_at = row.instant("created_at"),
            .last_used_at = row.optional_instant("last_used_at"),
            .removed_at = row.optional_instant("removed_at"),
            .expires_at = row.optional_instant("expires_at")};
}

std::optional<Passkey> passkey_from(std::optional<Row> const& row)
{
    return row ? std::optional{passkey_from(*row)} : std::nullopt;
}

} // namespace

namespace passkeys {

Inserted insert(Connection& db, Passkey const& passkey, Limit const& limit)
{
    factors::wait_for_turn(db, passkey.account_id);
    if (limit.is_first && factors::count(db, passkey.account_id) > 0)
        return Inserted::not_first;
    if (count(db, passkey.account_id) >= limit.most)
        return Inserted::too_many;
    auto const inserted =
        db.execute("INSERT INTO passkeys (id, account_id, flow_id, kind, name, credential_id, public_key, sign_count,"
                   " backup_eligible, backed_up, transports, aaguid, attestation_format, is_attested, created_at)"
                   " VALUES (:id, :account_id, :flow_id, :kind, :name, :credential_id, :public_key, :sign_count,"
                   " :backup_eligible, :backed_up, :transports, :aaguid, :attestation_format, :is_attested,"
                   " :created_at) ON CONFLICT DO NOTHING",
                   {{"id", passkey.id},
                    {"account_id", passkey.account_id},
                    {"flow_id", passkey.flow_id},
                    {"kind", name_of(passkey.kind)},
                    {"name", passkey.name},
                    {"credential_id", passkey.credential_id},
                    {"public_key", passkey.public_key},
                    {"sign_count", passkey.sign_count},
                    {"backup_eligible", value_of(passkey.backup_eligible)},
                    {"backed_up", value_of(passkey.backed_up)},
                    {"transports", passkey.transports},
                    {"aaguid", passkey.aaguid},
                    {"attestation_format", passkey.attestation_format},
                    {"is_attested", value_of(passkey.is_attested)},
                    {"created_at", value_of(passkey.created_at)}});
    return inserted == 1 ? Inserted::yes : Inserted::exists;
}

std::optional<Passkey> find(Connection& db, std::string_view id)
{
    if (!is_storable(id))
        return std::nullopt;
    static constexpr auto sql = "SELECT " + passkey_columns + " FROM passkeys WHERE id = :id";
    return passkey_from(db.query_one(sql, {{"id", std::string(id)}}));
}

std::optional<Passkey> find_by_credential(Connection& db, Bytes const& credential_id)
{
    static constexpr auto sql = "SELECT " + passkey_columns + " FROM passkeys WHERE credential_id = :credential_id";
    return passkey_from(db.query_one(sql, {{"credential_id", credential_id}}));
}

std::optional<Passkey> find_of_flow(Connection& db, std::string_view flow_id, std::string_view account_id)
{
    static constexpr auto sql = "SELECT " + passkey_columns +
                                " FROM passkeys WHERE account_id = :account_id AND flow_id = :flow_id"
                                " ORDER BY created_at DESC, id LIMIT 1";
    return passkey_from(
        db.query_one(sql, {{"account_id", std::string(account_id)}, {"flow_id", std::string(flow_id)}}));
}

std::vector<Passkey> list(Connection& db, std::string_view account_id)
{
    static constexpr auto sql =
        "SELECT " + passkey_columns +
        " FROM passkeys WHERE account_id = :account_id AND removed_at IS NULL ORDER BY created_at, id";
    std::vector<Passkey> passkeys;
    for (auto const& row : db.query(sql, {{"account_id", std::string(account_id)}}))
        passkeys.push_back(passkey_from(row));
    return passkeys;
}

std::int64_t count(Connection& db, std::string_view account_id)
{
    auto const row =
        db.query_one("SELECT COUNT(*) AS passkeys FROM passkeys WHERE account_id = :account_id AND removed_at IS NULL",
                     {{"account_id", std::string(account_id)}});
    return row.value().integer("passkeys");
}

Used use(Connection& db, std::string_view id, Use const& use, Instant now)
{
    auto const used = db.execute(
        "UPDATE passkeys SET sign_count = :sign_count, backed_up = :backed_up, last_used_at = :now WHERE id = :id"
        " AND removed_at IS NULL AND (sign_count < :sign_count OR (sign_count = 0 AND :sign_count = 0))",
        {{"sign_count", use.sign_count},
         {"backed_up", value_of(use.backed_up)},
         {"now", value_of(now)},
         {"id", std::string(id)}});
    if (used == 1)
        return Used::yes;
    auto const present = find(db, id);
    return present && present->counts() ? Used::went_back : Used::gone;
}

bool rename(Connection& db, std::string_view id, std::string_view account_id, std::string_view name)
{
    if (!is_storable(id))
        return false;
    return db.execute(
               "UPDATE passkeys SET name = :name WHERE id = :id AND account_id = :account_id AND removed_at IS NULL",
               {{"name", std::string(name)}, {"id", std::string(id)}, {"account_id", std::string(account_id)}}) == 1;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM passkeys WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace passkeys

namespace user_handles {

Bytes find_or_insert(Connection& db, std::string_view account_id, Bytes const& fresh)
{
    db.execute("INSERT INTO user_handles (account_id, handle) VALUES (:account_id, :handle) ON CONFLICT DO NOTHING",
               {{"account_id", std::string(account_id)}, {"handle", fresh}});
    return find(db, account_id).value();
}

std::optional<Bytes> find(Connection& db, std::string_view account_id)
{
    auto const row = db.query_one("SELECT handle FROM user_handles WHERE account_id = :account_id",
                                  {{"account_id", std::string(account_id)}});
    return row ? std::optional{row->blob("handle")} : std::nullopt;
}

} // namespace user_handles

namespace passkey_challenges {

bool use(Connection& db, Bytes const& token_hash, Instant expires_at)
{
    return db.execute("INSERT INTO passkey_challenges (token_hash, expires_at) VALUES (:token_hash, :expires_at)"
                      " ON CONFLICT DO NOTHING",
                      {{"token_hash", token_hash}, {"expires_at", value_of(expires_at)}}) == 1;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM passkey_challenges WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace passkey_challenges
} // namespace zugang::store
