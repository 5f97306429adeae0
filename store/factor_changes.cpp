#include "store/factor_changes.hpp"
#include "store/totp_factors.hpp"

namespace zugang::store::factor_changes {
namespace {

/// An account has one set of codes that counts: first the new one goes, then the one it took the place of comes back.
bool undo_recovery_codes(Connection& db, Span const& span, Instant now)
{
    auto const voided = db.execute("UPDATE recovery_code_sets SET voided_at = :now, sealed_codes = NULL"
                                   " WHERE account_id = :account_id AND voided_at IS NULL"
                                   " AND created_at >= :since AND created_at < :until",
                                   {{"account_id", span.account_id},
                                    {"since", value_of(span.since)},
                                    {"until", value_of(span.until)},
                                    {"now", value_of(now)}});
    auto const restored =
        db.execute("UPDATE recovery_code_sets SET voided_at = NULL WHERE id ="
                   " (SELECT id FROM recovery_code_sets WHERE account_id = :account_id AND created_at < :since"
                   " AND voided_at >= :since AND voided_at < :until ORDER BY created_at DESC LIMIT 1)"
                   " AND NOT EXISTS (SELECT 1 FROM recovery_code_sets AS valid"
                   " WHERE valid.account_id = :account_id AND valid.voided_at IS NULL)",
                   {{"account_id", span.account_id}, {"since", value_of(span.since)}, {"until", value_of(span.until)}});
    return voided + restored > 0;
}

} // namespace

Undone undo(Connection& db, Span const& span, Instant now)
{
    db.execute("DELETE FROM totp_factors WHERE account_id = :account_id AND confirmed_at IS NULL",
               {{"account_id", span.account_id}});
    Undone undone;
    Params const span_params = {{"account_id", span.account_id},
                                {"since", value_of(span.since)},
                                {"until", value_of(span.until)},
                                {"now", value_of(now)}};
    undone.restored = db.execute("UPDATE totp_factors SET removed_at = NULL, expires_at = NULL"
                                 " WHERE account_id = :account_id AND confirmed_at < :since"
                                 " AND removed_at >= :since AND removed_at < :until AND expires_at > :now",
                                 span_params) +
                      db.execute("UPDATE passkeys SET removed_at = NULL, expires_at = NULL"
                                 " WHERE account_id = :account_id AND created_at < :since"
                                 " AND removed_at >= :since AND removed_at < :until AND expires_at > :now",
                                 span_params);
    // The end stays now: what somebody else added must not come back.
    undone.removed = db.execute("UPDATE totp_factors SET removed_at = :now, expires_at = :now"
                                " WHERE account_id = :account_id AND confirmed_at >= :since AND confirmed_at < :until"
                                " AND removed_at IS NULL",
                                span_params) +
                     db.execute("UPDATE passkeys SET removed_at = :now, expires_at = :now"
                                " WHERE account_id = :account_id AND created_at >= :since AND created_at < :until"
                                " AND removed_at IS NULL",
                                span_params);
    undone.codes_changed = undo_recovery_codes(db, span, now);
    return undone;
}

} // namespace zugang::store::factor_changes
