// outbox: what is to be sent, written in the request's transaction and delivered later, at least once.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct OutboxItem {
    std::string id;
    std::string kind;    // "mail"
    Bytes recipient_key; // keyed hash of the folded address, for limits
    Bytes payload;       // sealed, place {"outbox", "payload", id}
    Instant created_at;
    Instant next_at;
    std::int64_t attempts = 0; // claims before this one, those that ended in a crash among them
};

namespace outbox {

void insert(Connection& db, OutboxItem const& item);
/// Takes up to `limit` due items for `lease`; another sender does not get them meanwhile. A crash gives them free
/// again.
[[nodiscard]] std::vector<OutboxItem> claim_due(Connection& db, Instant now, Duration lease, std::int64_t limit);
/// Delivered: the payload is wiped, the row stays for the limits.
void mark_sent(Connection& db, std::string_view id, Instant now);
/// Not delivered: again at `next_at`; nothing there gives up for good, and the payload is wiped.
void mark_failed(Connection& db, std::string_view id, std::string_view error, std::optional<Instant> next_at,
                 Instant now);
/// When the next item is due, if any waits; a claimed one when its lease ends.
[[nodiscard]] std::optional<Instant> next_due(Connection& db);
[[nodiscard]] std::int64_t count_since(Connection& db, Bytes const& recipient_key, Instant since);
std::int64_t remove_done(Connection& db, Instant before);

} // namespace outbox
} // namespace zugang::store
