#include "store/sessions.hpp"
#include "store/sql_text.hpp"

namespace zugang::store::sessions {
namespace {

constexpr SqlText live_session_columns{
    "s.id AS id, s.token_hash AS token_hash, s.account_id AS account_id, s.evidence AS evidence,"
    " s.auth_time AS auth_time, s.user_agent AS user_agent, s.created_at AS created_at,"
    " s.last_seen_at AS last_seen_at, s.idle_at AS idle_at, s.expires_at AS expires_at, s.ended_at AS ended_at"};

constexpr auto select_live_session = "SELECT " + live_session_columns +
                                     " FROM sessions AS s JOIN accounts AS a ON a.id = s.account_id"
                                     " WHERE s.ended_at IS NULL AND s.idle_at > :now AND s.expires_at > :now"
                                     " AND a.disabled_at IS NULL";

Session session_from(Row const& row)
{
    return Session{.id = row.text("id"),
                   .token_hash = row.blob("token_hash"),
                   .account_id = row.text("account_id"),
                   .evidence = row.text("evidence"),
                   .auth_time = row.instant("auth_time"),
                   .user_agent = row.text("user_agent"),
                   .created_at = row.instant("created_at"),
                   .last_seen_at = row.instant("last_seen_at"),
                   .idle_at = row.instant("idle_at"),
                   .expires_at = row.instant("expires_at"),
                   .ended_at = row.optional_instant("ended_at")};
}

std::optional<Session> optional_session(std::optional<Row> const& row)
{
    return row ? std::optional{session_from(*row)} : std::nullopt;
}

} // namespace

void insert(Connection& db, Session const& session)
{
    db.execute("INSERT INTO sessions (id, token_hash, account_id, evidence, auth_time, user_agent, created_at,"
               " last_seen_at, idle_at, expires_at, ended_at) VALUES (:id, :token_hash, :account_id, :evidence,"
               " :auth_time, :user_agent, :created_at, :last_seen_at, :idle_at, :expires_at, :ended_at)",
               {{"id", session.id},
                {"token_hash", session.token_hash},
                {"account_id", session.account_id},
                {"evidence", session.evidence},
                {"auth_time", value_of(session.auth_time)},
                {"user_agent", session.user_agent},
                {"created_at", value_of(session.created_at)},
                {"last_seen_at", value_of(session.last_seen_at)},
                {"idle_at", value_of(session.idle_at)},
                {"expires_at", value_of(session.expires_at)},
                {"ended_at", value_of(session.ended_at)}});
}

std::optional<Session> find_live(Connection& db, Bytes const& token_hash, Instant now)
{
    static constexpr auto sql = select_live_session + " AND s.token_hash = :token_hash";
    return optional_session(db.query_one(sql, {{"token_hash", token_hash}, {"now", value_of(now)}}));
}

std::optional<Session> find_live_by_id(Connection& db, std::string_view id, Instant now)
{
    static constexpr auto sql = select_live_session + " AND s.id = :id";
    if (!is_storable(id))
        return std::nullopt;
    return optional_session(db.query_one(sql, {{"id", std::string(id)}, {"now", value_of(now)}}));
}

void hold(Connection& db, std::string_view id)
{
    db.execute("UPDATE sessions SET last_seen_at = last_seen_at WHERE id = :id", {{"id", std::string(id)}});
}

bool renew(Connection& db, Session const& session)
{
    // Never another account's, and never one that had ended or run out when the person came back.
    return db.execute("UPDATE sessions SET token_hash = :token_hash, evidence = :evidence, auth_time = :auth_time,"
                      " user_agent = :user_agent, last_seen_at = :last_seen_at, idle_at = :idle_at,"
                      " expires_at = :expires_at WHERE id = :id AND account_id = :account_id AND ended_at IS NULL"
                      " AND idle_at > :last_seen_at AND expires_at > :last_seen_at",
                      {{"token_hash", session.token_hash},
                       {"evidence", session.evidence},
                       {"auth_time", value_of(session.auth_time)},
                       {"user_agent", session.user_agent},
                       {"last_seen_at", value_of(session.last_seen_at)},
                       {"idle_at", value_of(session.idle_at)},
                       {"expires_at", value_of(session.expires_at)},
                       {"id", session.id},
                       {"account_id", session.account_id}}) == 1;
}

void touch(Connection& db, std::string_view id, Instant now, Instant idle_at)
{
    // A request that waited long must not take back what a later one has written.
    db.execute("UPDATE sessions SET last_seen_at = :now, idle_at = :idle_at WHERE id = :id AND ended_at IS NULL"
               " AND idle_at > :now AND expires_at > :now AND last_seen_at <= :now",
               {{"now", value_of(now)}, {"idle_at", value_of(idle_at)}, {"id", std::string(id)}});
}

std::optional<std::string> end(Connection& db, std::string_view id, Instant now)
{
    if (!is_storable(id))
        return std::nullopt;
    auto const row =
        db.query_one("UPDATE sessions SET ended_at = :now WHERE id = :id AND ended_at IS NULL RETURNING account_id",
                     {{"now", value_of(now)}, {"id", std::string(id)}});
    return row ? std::optional{row->text("account_id")} : std::nullopt;
}

std::vector<std::string> end_of_account(Connection& db, std::string_view account_id, Instant now)
{
    auto const rows = db.query("UPDATE sessions SET ended_at = :now WHERE account_id = :account_id AND ended_at IS NULL"
                               " RETURNING id",
                               {{"now", value_of(now)}, {"account_id", std::string(account_id)}});
    std::vector<std::string> ids;
    for (auto const& row : rows)
        ids.push_back(row.text("id"));
    return ids;
}

std::vector<Session> list_live(Connection& db, std::string_view account_id, Instant now)
{
    static constexpr auto sql = select_live_session + " AND s.account_id = :account_id ORDER BY s.created_at, s.id";
    std::vector<Session> sessions;
    for (auto const& row : db.query(sql, {{"account_id", std::string(account_id)}, {"now", value_of(now)}}))
        sessions.push_back(session_from(row));
    return sessions;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM sessions WHERE expires_at < :before OR ended_at < :before OR idle_at < :before",
                      {{"before", value_of(before)}});
}

} // namespace zugang::store::sessions
