#include "store/sign_in_flows.hpp"

namespace zugang::store::sign_in_flows {

void insert(Connection& db, SignInFlow const& flow)
{
    db.execute("INSERT INTO sign_in_flows (id, browser_hash, request, evidence, account_id, session_id,"
               " registered_email, created_at, expires_at, finished_at) VALUES (:id, :browser_hash, :request,"
               " :evidence, :account_id, :session_id, :registered_email, :created_at, :expires_at, :finished_at)",
               {{"id", flow.id},
                {"browser_hash", flow.browser_hash},
                {"request", flow.request},
                {"evidence", flow.evidence},
                {"account_id", value_of(flow.account_id)},
                {"session_id", value_of(flow.session_id)},
                {"registered_email", value_of(flow.registered_email)},
                {"created_at", value_of(flow.created_at)},
                {"expires_at", value_of(flow.expires_at)},
                {"finished_at", value_of(flow.finished_at)}});
}

std::optional<SignInFlow> find(Connection& db, std::string_view id)
{
    if (!is_storable(id))
        return std::nullopt;
    auto const row = db.query_one("SELECT id, browser_hash, request, evidence, account_id, session_id,"
                                  " registered_email, created_at, expires_at, finished_at"
                                  " FROM sign_in_flows WHERE id = :id",
                                  {{"id", std::string(id)}});
    if (!row)
        return std::nullopt;
    return SignInFlow{.id = row->text("id"),
                      .browser_hash = row->blob("browser_hash"),
                      .request = row->text("request"),
                      .evidence = row->text("evidence"),
                      .account_id = row->optional_text("account_id"),
                      .session_id = row->optional_text("session_id"),
                      .registered_email = row->optional_text("registered_email"),
                      .created_at = row->instant("created_at"),
                      .expires_at = row->instant("expires_at"),
                      .finished_at = row->optional_instant("finished_at")};
}

bool update_evidence(Connection& db, SignInFlow const& flow, std::string_view former, Instant now)
{
    return db.execute("UPDATE sign_in_flows SET evidence = :evidence, account_id = :account_id WHERE id = :id"
                      " AND evidence = :former AND finished_at IS NULL AND expires_at > :now",
                      {{"evidence", flow.evidence},
                       {"account_id", value_of(flow.account_id)},
                       {"id", flow.id},
                       {"former", std::string(former)},
                       {"now", value_of(now)}}) == 1;
}

void set_registered_email(Connection& db, std::string_view id, std::string_view email)
{
    db.execute("UPDATE sign_in_flows SET registered_email = :email WHERE id = :id",
               {{"email", std::string(email)}, {"id", std::string(id)}});
}

void set_session(Connection& db, std::string_view id, std::string_view session_id)
{
    db.execute("UPDATE sign_in_flows SET session_id = :session_id WHERE id = :id AND finished_at IS NULL",
               {{"session_id", std::string(session_id)}, {"id", std::string(id)}});
}

void forget_session(Connection& db, std::string_view id, std::string_view session_id)
{
    db.execute("UPDATE sign_in_flows SET evidence = '[]', account_id = NULL, session_id = NULL WHERE id = :id"
               " AND session_id = :session_id AND finished_at IS NULL",
               {{"id", std::string(id)}, {"session_id", std::string(session_id)}});
}

void forget_evidence(Connection& db, std::string_view id)
{
    db.execute("UPDATE sign_in_flows SET evidence = '[]', account_id = NULL, session_id = NULL WHERE id = :id"
               " AND finished_at IS NULL",
               {{"id", std::string(id)}});
}

void forget_evidence_of(Connection& db, Bytes const& browser_hash)
{
    db.execute("UPDATE sign_in_flows SET evidence = '[]', account_id = NULL, session_id = NULL"
               " WHERE browser_hash = :browser_hash AND finished_at IS NULL",
               {{"browser_hash", browser_hash}});
}

bool finish(Connection& db, std::string_view id, std::string_view session_id, Instant now)
{
    return db
        .query_one("UPDATE sign_in_flows SET finished_at = :now, session_id = :session_id WHERE id = :id"
                   " AND finished_at IS NULL AND expires_at > :now RETURNING id",
                   {{"now", value_of(now)}, {"session_id", std::string(session_id)}, {"id", std::string(id)}})
        .has_value();
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM sign_in_flows WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::sign_in_flows
