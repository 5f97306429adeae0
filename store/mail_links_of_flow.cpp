#include "store/mail_links.hpp"

namespace zugang::store::mail_links {

std::optional<MailLink> find_newest_of_flow(Connection& db, MailLinkKind kind, std::string_view account_id,
                                            std::string_view flow_id)
{
    auto const rows = db.query("SELECT token_hash FROM mail_links WHERE account_id = :account_id AND flow_id = :flow_id"
                               " ORDER BY created_at DESC, CASE WHEN replaced_at IS NULL THEN 0 ELSE 1 END",
                               {{"account_id", std::string(account_id)}, {"flow_id", std::string(flow_id)}});
    for (auto const& row : rows) {
        if (auto link = find(db, kind, row.blob("token_hash")))
            return link;
    }
    return std::nullopt;
}

void replace_of_flow(Connection& db, MailLinkKind kind, std::string_view account_id, std::string_view flow_id,
                     Instant now)
{
    auto const newest = find_newest_of_flow(db, kind, account_id, flow_id); // older ones are replaced already
    if (newest)
        db.execute("UPDATE mail_links SET replaced_at = :now WHERE token_hash = :token_hash AND used_at IS NULL"
                   " AND replaced_at IS NULL",
                   {{"now", value_of(now)}, {"token_hash", newest->token_hash}});
}

} // namespace zugang::store::mail_links
