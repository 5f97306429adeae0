#include "store/outbox.hpp"
#include <algorithm>

namespace zugang::store::outbox {

void insert(Connection& db, OutboxItem const& item)
{
    db.execute("INSERT INTO outbox (id, kind, recipient_key, payload, created_at, next_at, attempts, lane, client_id)"
               " VALUES (:id, :kind, :recipient_key, :payload, :created_at, :next_at, :attempts, :lane, :client_id)",
               {{"id", item.id},
                {"kind", item.kind},
                {"recipient_key", item.recipient_key},
                {"payload", item.payload},
                {"created_at", value_of(item.created_at)},
                {"next_at", value_of(item.next_at)},
                {"attempts", item.attempts},
                {"lane", item.lane},
                {"client_id", value_of(item.client_id)}});
}

std::vector<OutboxItem> claim_due(Connection& db, Claim const& claim, Instant now)
{
    // The conditions stand twice: PostgreSQL checks the outer ones again after waiting for another sender's claim.
    // The attempt counts from here, so that a mail that crashes its sender is not tried for ever.
    auto const rows = db.query(
        "UPDATE outbox SET claimed_until = :until, attempts = attempts + 1 WHERE id IN"
        " (SELECT id FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND lane = :lane"
        " AND next_at <= :now AND (claimed_until IS NULL OR claimed_until <= :now)"
        " ORDER BY next_at, id LIMIT :limit)"
        " AND sent_at IS NULL AND failed_at IS NULL AND next_at <= :now"
        " AND (claimed_until IS NULL OR claimed_until <= :now)"
        " RETURNING id, kind, recipient_key, payload, created_at, next_at, attempts, lane, client_id",
        {{"until", value_of(now + claim.lease)}, {"lane", claim.lane}, {"now", value_of(now)}, {"limit", claim.limit}});
    std::vector<OutboxItem> items;
    items.reserve(rows.size());
    for (auto const& row : rows)
        items.push_back({.id = row.text("id"),
                         .kind = row.text("kind"),
                         .recipient_key = row.blob("recipient_key"),
                         .payload = row.blob("payload"),
                         .created_at = row.instant("created_at"),
                         .next_at = row.instant("next_at"),
                         .attempts = row.integer("attempts") - 1,
                         .lane = row.text("lane"),
                         .client_id = row.optional_text("client_id")});
    std::ranges::sort(items, {}, [](OutboxItem const& item) { return std::pair(item.next_at, item.id); });
    return items;
}

void mark_sent(Connection& db, std::string_view id, Instant now)
{
    db.execute("UPDATE outbox SET sent_at = :now, payload = :nothing, claimed_until = NULL WHERE id = :id"
               " AND sent_at IS NULL AND failed_at IS NULL",
               {{"now", value_of(now)}, {"nothing", Bytes{}}, {"id", std::string(id)}});
}

void mark_failed(Connection& db, std::string_view id, std::string_view error, std::optional<Instant> next_at,
                 Instant now)
{
    if (next_at)
        db.execute("UPDATE outbox SET next_at = :next_at, last_error = :error, claimed_until = NULL WHERE id = :id"
                   " AND sent_at IS NULL AND failed_at IS NULL",
                   {{"next_at", value_of(*next_at)}, {"error", std::string(error)}, {"id", std::string(id)}});
    else
        db.execute(
            "UPDATE outbox SET failed_at = :now, payload = :nothing, last_error = :error,"
            " claimed_until = NULL WHERE id = :id AND sent_at IS NULL AND failed_at IS NULL",
            {{"now", value_of(now)}, {"nothing", Bytes{}}, {"error", std::string(error)}, {"id", std::string(id)}});
}

std::optional<Instant> next_due(Connection& db, std::string_view lane)
{
    auto const row = db.query_one("SELECT MIN(CASE WHEN claimed_until > next_at THEN claimed_until ELSE next_at END)"
                                  " AS due FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND lane = :lane",
                                  {{"lane", std::string(lane)}});
    return row.value().optional_instant("due");
}

std::int64_t count_since(Connection& db, Bytes const& recipient_key, Instant since)
{
    auto const row = db.query_one("SELECT COUNT(*) AS items FROM outbox WHERE recipient_key = :recipient_key"
                                  " AND created_at >= :since",
                                  {{"recipient_key", recipient_key}, {"since", value_of(since)}});
    return row.value().integer("items");
}

std::vector<OutboxState> list_of_clients(Connection& db, std::optional<Bytes> const& recipient_key, std::int64_t limit)
{
    auto const rows =
        db.query("SELECT id, kind, client_id, attempts, last_error, created_at, next_at, sent_at, failed_at"
                 " FROM outbox WHERE lane = 'web' AND (:everybody = 1 OR recipient_key = :recipient_key)"
                 " ORDER BY created_at DESC, id LIMIT :limit",
                 {{"everybody", std::int64_t{recipient_key ? 0 : 1}},
                  {"recipient_key", recipient_key.value_or(Bytes{})},
                  {"limit", limit}});
    std::vector<OutboxState> states;
    states.reserve(rows.size());
    for (auto const& row : rows)
        states.push_back({.id = row.text("id"),
                          .kind = row.text("kind"),
                          .client_id = row.optional_text("client_id").value_or(""),
                          .attempts = row.integer("attempts"),
                          .last_error = row.optional_text("last_error"),
                          .created_at = row.instant("created_at"),
                          .next_at = row.instant("next_at"),
                          .sent_at = row.optional_instant("sent_at"),
                          .failed_at = row.optional_instant("failed_at")});
    return states;
}

std::int64_t remove_done(Connection& db, Instant before)
{
    return db.execute("DELETE FROM outbox WHERE sent_at < :before OR failed_at < :before",
                      {{"before", value_of(before)}});
}

} // namespace zugang::store::outbox
