#include "store/totp_factors.hpp"
#include "store/factors.hpp"
#include "store/sql_text.hpp"

namespace zugang::store::totp_factors {
namespace {

constexpr SqlText factor_columns{"id, account_id, flow_id, name, secret, algorithm, tries, last_step, created_at,"
                                 " confirmed_at, last_used_at, removed_at, expires_at"};

TotpFactor factor_from(Row const& row)
{
    return {.id = row.text("id"),
            .account_id = row.text("account_id"),
            .flow_id = row.text("flow_id"),
            .name = row.text("name"),
            .secret = row.blob("secret"),
            .algorithm = row.text("algorithm"),
            .tries = row.integer("tries"),
            .last_step = row.integer("last_step"),
            .created_at = row.instant("created_at"),
            .confirmed_at = row.optional_instant("confirmed_at"),
            .last_used_at = row.optional_instant("last_used_at"),
            .removed_at = row.optional_instant("removed_at"),
            .expires_at = row.optional_instant("expires_at")};
}

std::optional<TotpFactor> factor_from(std::optional<Row> const& row)
{
    return row ? std::optional{factor_from(*row)} : std::nullopt;
}

bool insert(Connection& db, TotpFactor const& factor)
{
    return db.execute("INSERT INTO totp_factors (id, account_id, flow_id, name, secret, algorithm, tries, last_step,"
                      " created_at, expires_at) VALUES (:id, :account_id, :flow_id, :name, :secret, :algorithm, 0, -1,"
                      " :created_at, :expires_at) ON CONFLICT DO NOTHING",
                      {{"id", factor.id},
                       {"account_id", factor.account_id},
                       {"flow_id", factor.flow_id},
                       {"name", factor.name},
                       {"secret", factor.secret},
                       {"algorithm", factor.algorithm},
                       {"created_at", value_of(factor.created_at)},
                       {"expires_at", value_of(factor.expires_at)}}) == 1;
}

} // namespace

TotpFactor insert_once(Connection& db, TotpFactor const& factor)
{
    (void)insert(db, factor);
    return find_of_flow(db, factor.flow_id, factor.account_id).value();
}

bool start_over(Connection& db, TotpFactor const& factor)
{
    db.execute("DELETE FROM totp_factors WHERE flow_id = :flow_id AND account_id = :account_id"
               " AND confirmed_at IS NULL",
               {{"flow_id", factor.flow_id}, {"account_id", factor.account_id}});
    return insert(db, factor);
}

std::optional<TotpFactor> find(Connection& db, std::string_view id)
{
    if (!is_storable(id))
        return std::nullopt;
    static constexpr auto sql = "SELECT " + factor_columns + " FROM totp_factors WHERE id = :id";
    return factor_from(db.query_one(sql, {{"id", std::string(id)}}));
}

std::optional<TotpFactor> find_of_flow(Connection& db, std::string_view flow_id, std::string_view account_id)
{
    static constexpr auto sql =
        "SELECT " + factor_columns + " FROM totp_factors WHERE flow_id = :flow_id AND account_id = :account_id";
    return factor_from(db.query_one(sql, {{"flow_id", std::string(flow_id)}, {"account_id", std::string(account_id)}}));
}

std::vector<TotpFactor> list_confirmed(Connection& db, std::string_view account_id)
{
    static constexpr auto sql = "SELECT " + factor_columns +
                                " FROM totp_factors WHERE account_id = :account_id AND confirmed_at IS NOT NULL"
                                " AND removed_at IS NULL ORDER BY created_at, id";
    std::vector<TotpFactor> factors;
    for (auto const& row : db.query(sql, {{"account_id", std::string(account_id)}}))
        factors.push_back(factor_from(row));
    return factors;
}

std::int64_t count_confirmed(Connection& db, std::string_view account_id)
{
    auto const row = db.query_one("SELECT COUNT(*) AS factors FROM totp_factors WHERE account_id = :account_id"
                                  " AND confirmed_at IS NOT NULL AND removed_at IS NULL",
                                  {{"account_id", std::string(account_id)}});
    return row.value().integer("factors");
}

bool reserve_try(Connection& db, std::string_view id, std::int64_t most, Instant now)
{
    return db.execute("UPDATE totp_factors SET tries = tries + 1 WHERE id = :id AND confirmed_at IS NULL"
                      " AND expires_at > :now AND tries < :most",
                      {{"id", std::string(id)}, {"now", value_of(now)}, {"most", most}}) == 1;
}

Confirmed confirm(Connection& db, Confirmation const& confirmation, Instant now)
{
    auto const factor = find(db, confirmation.id);
    if (!factor)
        return Confirmed::gone;
    factors::wait_for_turn(db, factor->account_id);
    if (confirmation.is_first && factors::count(db, factor->account_id) > 0)
        return Confirmed::gone;
    if (count_confirmed(db, factor->account_id) >= confirmation.most)
        return Confirmed::too_many;
    auto const confirmed = db.execute(
        "UPDATE totp_factors SET confirmed_at = :now, expires_at = NULL, last_step = :step,"
        " name = :name WHERE id = :id AND confirmed_at IS NULL AND expires_at > :now",
        {{"now", value_of(now)}, {"step", confirmation.step}, {"name", confirmation.name}, {"id", confirmation.id}});
    return confirmed == 1 ? Confirmed::yes : Confirmed::gone;
}

bool advance(Connection& db, std::string_view id, std::int64_t step, Instant now)
{
    return db.execute("UPDATE totp_factors SET last_step = :step, last_used_at = :now WHERE id = :id"
                      " AND confirmed_at IS NOT NULL AND removed_at IS NULL AND last_step < :step"
                      " AND NOT EXISTS (SELECT 1 FROM totp_burnt_steps WHERE factor_id = :id AND step = :step)",
                      {{"step", step}, {"now", value_of(now)}, {"id", std::string(id)}}) == 1;
}

void burn(Connection& db, std::string_view id, std::int64_t step, Instant until)
{
    db.execute("INSERT INTO totp_burnt_steps (factor_id, step, expires_at) VALUES (:factor_id, :step, :until)"
               " ON CONFLICT DO NOTHING",
               {{"factor_id", std::string(id)}, {"step", step}, {"until", value_of(until)}});
}

bool rename(Connection& db, std::string_view id, std::string_view account_id, std::string_view name)
{
    if (!is_storable(id))
        return false;
    return db.execute(
               "UPDATE totp_factors SET name = :name WHERE id = :id AND account_id = :account_id"
               " AND confirmed_at IS NOT NULL AND removed_at IS NULL",
               {{"name", std::string(name)}, {"id", std::string(id)}, {"account_id", std::string(account_id)}}) == 1;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    db.execute("DELETE FROM totp_burnt_steps WHERE expires_at < :before", {{"before", value_of(before)}});
    return db.execute("DELETE FROM totp_factors WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::totp_factors
