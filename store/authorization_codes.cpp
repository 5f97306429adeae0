#include "store/authorization_codes.hpp"
#include "store/sql_text.hpp"

namespace zugang::store::authorization_codes {
namespace {

constexpr SqlText code_columns{"code_hash, grant_id, client_id, redirect_uri, code_challenge,"
                               " created_at, expires_at, used_at"};

std::optional<AuthorizationCode> code_from(std::optional<Row> const& row)
{
    if (!row)
        return std::nullopt;
    return AuthorizationCode{.code_hash = row->blob("code_hash"),
                             .grant_id = row->text("grant_id"),
                             .client_id = row->text("client_id"),
                             .redirect_uri = row->text("redirect_uri"),
                             .code_challenge = row->optional_text("code_challenge"),
                             .created_at = row->instant("created_at"),
                             .expires_at = row->instant("expires_at"),
                             .used_at = row->optional_instant("used_at")};
}

} // namespace

void insert(Connection& db, AuthorizationCode const& code)
{
    db.execute("INSERT INTO authorization_codes (code_hash, grant_id, client_id, redirect_uri,"
               " code_challenge, created_at, expires_at, used_at) VALUES (:code_hash, :grant_id, :client_id,"
               " :redirect_uri, :code_challenge, :created_at, :expires_at, :used_at)",
               {{"code_hash", code.code_hash},
                {"grant_id", code.grant_id},
                {"client_id", code.client_id},
                {"redirect_uri", code.redirect_uri},
                {"code_challenge", value_of(code.code_challenge)},
                {"created_at", value_of(code.created_at)},
                {"expires_at", value_of(code.expires_at)},
                {"used_at", value_of(code.used_at)}});
}

std::optional<AuthorizationCode> find(Connection& db, Bytes const& code_hash)
{
    static constexpr auto sql = "SELECT " + code_columns + " FROM authorization_codes WHERE code_hash = :code_hash";
    return code_from(db.query_one(sql, {{"code_hash", code_hash}}));
}

std::optional<AuthorizationCode> redeem(Connection& db, Bytes const& code_hash, std::string_view client_id, Instant now)
{
    static constexpr auto sql = "UPDATE authorization_codes SET used_at = :now WHERE code_hash = :code_hash"
                                " AND client_id = :client_id AND used_at IS NULL AND expires_at > :now RETURNING " +
                                code_columns;
    return code_from(
        db.query_one(sql, {{"now", value_of(now)}, {"code_hash", code_hash}, {"client_id", std::string(client_id)}}));
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM authorization_codes WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::authorization_codes
