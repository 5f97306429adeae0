#include "store/grants.hpp"
#include "store/sql_text.hpp"

namespace zugang::store::grants {
namespace {

constexpr SqlText live_grant{
    "SELECT g.id AS id, g.client_id AS client_id, g.account_id AS account_id, g.session_id AS session_id,"
    " g.scope AS scope, g.evidence AS evidence, g.auth_time AS auth_time, g.nonce AS nonce,"
    " g.created_at AS created_at, g.expires_at AS expires_at, g.revoked_at AS revoked_at,"
    " g.details AS details, g.outlives_session AS outlives_session"
    " FROM grants AS g JOIN accounts AS a ON a.id = g.account_id"
    " WHERE g.id = :id AND g.revoked_at IS NULL AND g.expires_at > :now AND a.disabled_at IS NULL"};

std::optional<Grant> grant_from(std::optional<Row> const& row)
{
    if (!row)
        return std::nullopt;
    return Grant{.id = row->text("id"),
                 .client_id = row->text("client_id"),
                 .account_id = row->text("account_id"),
                 .session_id = row->text("session_id"),
                 .scope = row->text("scope"),
                 .evidence = row->text("evidence"),
                 .auth_time = row->instant("auth_time"),
                 .nonce = row->optional_text("nonce"),
                 .created_at = row->instant("created_at"),
                 .expires_at = row->instant("expires_at"),
                 .revoked_at = row->optional_instant("revoked_at"),
                 .details = row->text("details"),
                 .outlives_session = row->flag("outlives_session")};
}

} // namespace

void insert(Connection& db, Grant const& grant)
{
    db.execute("INSERT INTO grants (id, client_id, account_id, session_id, scope, evidence, auth_time, nonce,"
               " created_at, expires_at, revoked_at, details, outlives_session) VALUES (:id, :client_id, :account_id, "
               ":session_id, :scope,"
               " :evidence, :auth_time, :nonce, :created_at, :expires_at, :revoked_at,"
               " :details, :outlives_session)",
               {{"id", grant.id},
                {"client_id", grant.client_id},
                {"account_id", grant.account_id},
                {"session_id", grant.session_id},
                {"scope", grant.scope},
                {"evidence", grant.evidence},
                {"auth_time", value_of(grant.auth_time)},
                {"nonce", value_of(grant.nonce)},
                {"created_at", value_of(grant.created_at)},
                {"expires_at", value_of(grant.expires_at)},
                {"revoked_at", value_of(grant.revoked_at)},
                {"details", grant.details},
                {"outlives_session", value_of(grant.outlives_session)}});
}

std::optional<Grant> find_live(Connection& db, std::string_view id, Instant now)
{
    if (!is_storable(id))
        return std::nullopt;
    return grant_from(db.query_one(live_grant, {{"id", std::string(id)}, {"now", value_of(now)}}));
}

std::optional<Grant> find_live_for_token(Connection& db, std::string_view id, std::string_view jti, Instant now)
{
    if (!is_storable(id) || !is_storable(jti))
        return std::nullopt;
    static constexpr auto sql =
        live_grant + " AND NOT EXISTS (SELECT 1 FROM revoked_access_tokens AS r WHERE r.jti = :jti)";
    return grant_from(db.query_one(sql, {{"id", std::string(id)}, {"jti", std::string(jti)}, {"now", value_of(now)}}));
}

void set_details(Connection& db, std::string_view id, std::string_view details)
{
    db.execute("UPDATE grants SET details = :details WHERE id = :id",
               {{"details", std::string(details)}, {"id", std::string(id)}});
}

void revoke(Connection& db, std::string_view id, Instant now)
{
    db.execute("UPDATE grants SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL",
               {{"now", value_of(now)}, {"id", std::string(id)}});
}

std::int64_t revoke_of_session(Connection& db, std::string_view session_id, Instant now)
{
    return db.execute("UPDATE grants SET revoked_at = :now WHERE session_id = :session_id AND revoked_at IS NULL"
                      " AND outlives_session = 0",
                      {{"now", value_of(now)}, {"session_id", std::string(session_id)}});
}

std::int64_t revoke_of_account(Connection& db, std::string_view account_id, Instant now)
{
    return db.execute("UPDATE grants SET revoked_at = :now WHERE account_id = :account_id AND revoked_at IS NULL",
                      {{"now", value_of(now)}, {"account_id", std::string(account_id)}});
}

std::int64_t revoke_of_others(Connection& db, std::string_view account_id, std::string_view session_id, Instant now)
{
    return db.execute(
        "UPDATE grants SET revoked_at = :now WHERE account_id = :account_id"
        " AND session_id <> :session_id AND revoked_at IS NULL",
        {{"now", value_of(now)}, {"account_id", std::string(account_id)}, {"session_id", std::string(session_id)}});
}

std::vector<std::string> clients_of_session(Connection& db, std::string_view session_id)
{
    std::vector<std::string> ids;
    for (auto const& row : db.query("SELECT DISTINCT client_id FROM grants WHERE session_id = :session_id"
                                    " ORDER BY client_id",
                                    {{"session_id", std::string(session_id)}}))
        ids.push_back(row.text("client_id"));
    return ids;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM grants WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::grants
