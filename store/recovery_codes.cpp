#include "store/recovery_codes.hpp"

namespace zugang::store::recovery_codes {
namespace {

/// Of parallel ones the first stands: an account has one valid set.
bool insert_set(Connection& db, RecoveryCodeSet const& set)
{
    return db.execute("INSERT INTO recovery_code_sets (id, account_id, flow_id, sealed_codes, shown_until, created_at)"
                      " VALUES (:id, :account_id, :flow_id, :sealed_codes, :shown_until, :created_at)"
                      " ON CONFLICT DO NOTHING",
                      {{"id", set.id},
                       {"account_id", set.account_id},
                       {"flow_id", set.flow_id},
                       {"sealed_codes", value_of(set.sealed_codes)},
                       {"shown_until", value_of(set.shown_until)},
                       {"created_at", value_of(set.created_at)}}) == 1;
}

} // namespace

bool void_set(Connection& db, std::string_view account_id, std::string_view set_id, Instant now)
{
    if (!is_storable(set_id))
        return false;
    return db
        .query_one("UPDATE recovery_code_sets SET voided_at = :now, sealed_codes = NULL"
                   " WHERE id = :id AND account_id = :account_id AND voided_at IS NULL RETURNING id",
                   {{"now", value_of(now)}, {"id", std::string(set_id)}, {"account_id", std::string(account_id)}})
        .has_value();
}

bool create_set(Connection& db, RecoveryCodeSet const& set, std::string_view former,
                std::vector<Bytes> const& code_hashes)
{
    if (!is_storable(former) || (!former.empty() && !void_set(db, set.account_id, former, set.created_at)))
        return false;
    if (!insert_set(db, set))
        return false;
    std::int64_t number = 0;
    for (auto const& hash : code_hashes)
        db.execute("INSERT INTO recovery_codes (code_hash, set_id, number) VALUES (:code_hash, :set_id, :number)",
                   {{"code_hash", hash}, {"set_id", set.id}, {"number", ++number}});
    return true;
}

std::optional<RecoveryCodeSet> find_set(Connection& db, std::string_view account_id)
{
    auto const row = db.query_one("SELECT id, account_id, flow_id, sealed_codes, shown_until, created_at, kept_at"
                                  " FROM recovery_code_sets WHERE account_id = :account_id AND voided_at IS NULL",
                                  {{"account_id", std::string(account_id)}});
    if (!row)
        return std::nullopt;
    return RecoveryCodeSet{.id = row->text("id"),
                           .account_id = row->text("account_id"),
                           .flow_id = row->text("flow_id"),
                           .sealed_codes = row->optional_blob("sealed_codes"),
                           .shown_until = row->instant("shown_until"),
                           .created_at = row->instant("created_at"),
                           .kept_at = row->optional_instant("kept_at")};
}

bool has_set(Connection& db, std::string_view account_id)
{
    return db
        .query_one("SELECT id FROM recovery_code_sets WHERE account_id = :account_id AND voided_at IS NULL",
                   {{"account_id", std::string(account_id)}})
        .has_value();
}

bool keep(Connection& db, std::string_view account_id, std::string_view set_id, Instant now)
{
    return is_storable(set_id) &&
           db.query_one("UPDATE recovery_code_sets SET kept_at = COALESCE(kept_at, :now), sealed_codes = NULL"
                        " WHERE id = :id AND account_id = :account_id AND voided_at IS NULL RETURNING id",
                        {{"now", value_of(now)}, {"id", std::string(set_id)}, {"account_id", std::string(account_id)}})
               .has_value();
}

std::int64_t count_unused(Connection& db, std::string_view account_id)
{
    return db
        .query_one("SELECT COUNT(*) AS unused FROM recovery_codes AS c JOIN recovery_code_sets AS s ON s.id = c.set_id"
                   " WHERE s.account_id = :account_id AND s.voided_at IS NULL AND c.used_at IS NULL",
                   {{"account_id", std::string(account_id)}})
        .value()
        .integer("unused");
}

std::optional<std::string> redeem(Connection& db, std::string_view account_id, Bytes const& code_hash, Instant now)
{
    auto const row =
        db.query_one("UPDATE recovery_codes SET used_at = :now WHERE code_hash = :code_hash AND used_at IS NULL"
                     " AND set_id IN (SELECT id FROM recovery_code_sets WHERE account_id = :account_id"
                     " AND voided_at IS NULL) RETURNING set_id, number",
                     {{"now", value_of(now)}, {"code_hash", code_hash}, {"account_id", std::string(account_id)}});
    return row ? std::optional{row->text("set_id") + "." + std::to_string(row->integer("number"))} : std::nullopt;
}

CodeState find_state(Connection& db, std::string_view account_id, Bytes const& code_hash)
{
    auto const row = db.query_one("SELECT c.used_at AS used_at, s.voided_at AS voided_at FROM recovery_codes AS c"
                                  " JOIN recovery_code_sets AS s ON s.id = c.set_id"
                                  " WHERE c.code_hash = :code_hash AND s.account_id = :account_id",
                                  {{"code_hash", code_hash}, {"account_id", std::string(account_id)}});
    if (!row)
        return CodeState::unknown;
    if (!row->is_null("voided_at"))
        return CodeState::voided;
    return row->is_null("used_at") ? CodeState::open : CodeState::used;
}

std::int64_t erase_shown(Connection& db, Instant before)
{
    return db.execute("UPDATE recovery_code_sets SET sealed_codes = NULL"
                      " WHERE sealed_codes IS NOT NULL AND shown_until < :before",
                      {{"before", value_of(before)}});
}

std::int64_t remove_voided(Connection& db, Instant before)
{
    return db.execute("DELETE FROM recovery_code_sets WHERE voided_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::recovery_codes
