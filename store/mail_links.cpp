#include "store/mail_links.hpp"
#include "store/sql_text.hpp"
#include "store/unconfirmed.hpp"

namespace zugang::store::mail_links {
namespace {

constexpr SqlText mail_link_columns{"token_hash, kind, account_id, email, password_hash, flow_id, browser_hash,"
                                    " created_at, expires_at, replaced_at, used_at, notice, subject"};

std::string stored_kind(MailLinkKind kind)
{
    switch (kind) {
    case MailLinkKind::confirm_email:
        return "confirm_email";
    case MailLinkKind::reset_password:
        return "reset_password";
    case MailLinkKind::not_me:
        return "not_me";
    case MailLinkKind::unlock_device:
        return "unlock_device";
    }
    throw std::logic_error("no such kind of mail link");
}

std::optional<MailLink> mail_link_from(std::optional<Row> const& row, MailLinkKind kind)
{
    if (!row)
        return std::nullopt;
    return MailLink{.token_hash = row->blob("token_hash"),
                    .kind = kind, // each statement asks for one
                    .account_id = row->text("account_id"),
                    .email = row->text("email"),
                    .password_hash = row->optional_blob("password_hash"),
                    .flow_id = row->optional_text("flow_id"),
                    .browser_hash = row->optional_blob("browser_hash"),
                    .created_at = row->instant("created_at"),
                    .expires_at = row->instant("expires_at"),
                    .replaced_at = row->optional_instant("replaced_at"),
                    .used_at = row->optional_instant("used_at"),
                    .notice = row->optional_text("notice"),
                    .subject = row->optional_text("subject")};
}

void replace_older(Connection& db, MailLink const& link)
{
    // Holds the account's row, so that of two links made at the same moment one replaces the other.
    db.execute("UPDATE accounts SET updated_at = updated_at WHERE id = :id", {{"id", link.account_id}});
    db.execute("UPDATE mail_links SET replaced_at = :now WHERE account_id = :account_id AND kind = :kind"
               " AND used_at IS NULL AND replaced_at IS NULL",
               {{"now", value_of(link.created_at)}, {"account_id", link.account_id}, {"kind", stored_kind(link.kind)}});
}

} // namespace

void insert(Connection& db, MailLink const& link)
{
    if (link.kind != MailLinkKind::not_me)
        replace_older(db, link);
    db.execute("INSERT INTO mail_links (token_hash, kind, account_id, email, password_hash, flow_id, browser_hash,"
               " created_at, expires_at, replaced_at, used_at, notice, subject) VALUES (:token_hash, :kind,"
               " :account_id, :email, :password_hash, :flow_id, :browser_hash, :created_at, :expires_at, :replaced_at,"
               " :used_at, :notice, :subject)",
               {{"token_hash", link.token_hash},
                {"kind", stored_kind(link.kind)},
                {"account_id", link.account_id},
                {"email", link.email},
                {"password_hash", value_of(link.password_hash)},
                {"flow_id", value_of(link.flow_id)},
                {"browser_hash", value_of(link.browser_hash)},
                {"created_at", value_of(link.created_at)},
                {"expires_at", value_of(link.expires_at)},
                {"replaced_at", value_of(link.replaced_at)},
                {"used_at", value_of(link.used_at)},
                {"notice", value_of(link.notice)},
                {"subject", value_of(link.subject)}});
}

std::optional<MailLink> find(Connection& db, MailLinkKind kind, Bytes const& token_hash)
{
    static constexpr auto sql =
        "SELECT " + mail_link_columns + " FROM mail_links WHERE token_hash = :token_hash AND kind = :kind";
    return mail_link_from(db.query_one(sql, {{"token_hash", token_hash}, {"kind", stored_kind(kind)}}), kind);
}

std::optional<MailLink> find_newest(Connection& db, MailLinkKind kind, std::string_view account_id)
{
    // Two of one millisecond: the one that was not replaced came later.
    static constexpr auto sql = "SELECT " + mail_link_columns +
                                " FROM mail_links WHERE account_id = :account_id AND kind = :kind"
                                " ORDER BY created_at DESC, CASE WHEN replaced_at IS NULL THEN 0 ELSE 1 END LIMIT 1";
    return mail_link_from(db.query_one(sql, {{"account_id", std::string(account_id)}, {"kind", stored_kind(kind)}}),
                          kind);
}

std::optional<MailLink> redeem(Connection& db, MailLinkKind kind, Bytes const& token_hash, Instant now)
{
    static constexpr auto sql = "UPDATE mail_links SET used_at = :now WHERE token_hash = :token_hash AND kind = :kind"
                                " AND used_at IS NULL AND replaced_at IS NULL AND expires_at > :now RETURNING " +
                                mail_link_columns;
    return mail_link_from(
        db.query_one(sql, {{"now", value_of(now)}, {"token_hash", token_hash}, {"kind", stored_kind(kind)}}), kind);
}

std::int64_t count_since(Connection& db, MailLinkKind kind, std::string_view account_id, Instant since)
{
    auto const row = db.query_one(
        "SELECT COUNT(*) AS links FROM mail_links WHERE account_id = :account_id"
        " AND kind = :kind AND created_at >= :since",
        {{"account_id", std::string(account_id)}, {"kind", stored_kind(kind)}, {"since", value_of(since)}});
    return row.value().integer("links");
}

std::int64_t count_notices_since(Connection& db, std::string_view account_id, std::string_view notice, Instant since)
{
    auto const row = db.query_one(
        "SELECT COUNT(*) AS links FROM mail_links WHERE account_id = :account_id AND kind = :kind AND notice = :notice"
        " AND created_at > :since",
        {{"account_id", std::string(account_id)},
         {"kind", stored_kind(MailLinkKind::not_me)},
         {"notice", std::string(notice)},
         {"since", value_of(since)}});
    return row.value().integer("links");
}

std::optional<Instant> last_not_me(Connection& db, std::string_view account_id)
{
    auto const row =
        db.query_one("SELECT MAX(used_at) AS used_at FROM mail_links WHERE account_id = :account_id AND kind = :kind",
                     {{"account_id", std::string(account_id)}, {"kind", stored_kind(MailLinkKind::not_me)}});
    return row.value().optional_instant("used_at");
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    // Those of a registration nobody confirmed go with its account: they are how accounts::remove_unconfirmed knows it.
    static constexpr auto sql =
        "DELETE FROM mail_links WHERE expires_at < :before AND NOT (kind = 'confirm_email' AND EXISTS"
        " (SELECT 1 FROM accounts WHERE accounts.id = mail_links.account_id AND " +
        account_is_unconfirmed + "))";
    return db.execute(sql, {{"before", value_of(before)}});
}

} // namespace zugang::store::mail_links
