#include "store/factor_changes.hpp"
#include "store/totp_factors.hpp"

namespace zugang::store::factor_changes {

Undone undo(Connection& db, Span const& span, Instant now)
{
    db.execute("DELETE FROM totp_factors WHERE account_id = :account_id AND confirmed_at IS NULL",
               {{"account_id", span.account_id}});
    Undone undone;
    undone.restored = db.execute("UPDATE totp_factors SET removed_at = NULL, expires_at = NULL"
                                 " WHERE account_id = :account_id AND confirmed_at < :since"
                                 " AND removed_at >= :since AND removed_at < :until AND expires_at > :now",
                                 {{"account_id", span.account_id},
                                  {"since", value_of(span.since)},
                                  {"until", value_of(span.until)},
                                  {"now", value_of(now)}});
    // The end stays now: what somebody else added must not come back.
    undone.removed = db.execute("UPDATE totp_factors SET removed_at = :now, expires_at = :now"
                                " WHERE account_id = :account_id AND confirmed_at >= :since AND confirmed_at < :until"
                                " AND removed_at IS NULL",
                                {{"account_id", span.account_id},
                                 {"since", value_of(span.since)},
                                 {"until", value_of(span.until)},
                                 {"now", value_of(now)}});
    return undone;
}

} // namespace zugang::store::factor_changes
