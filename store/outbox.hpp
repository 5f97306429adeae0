// outbox: what is to be sent, written in the request's transaction and delivered later, at least once.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct OutboxItem {
    std::string id;
    std::string kind;    // "mail", "logout", …
    Bytes recipient_key; // keyed hash of the folded address, for limits; of the account, for what goes to clients
    Bytes payload;       // sealed, place {"outbox", "payload", id}
    Instant created_at;
    Instant next_at;
    std::int64_t attempts = 0;                 // claims before this one, those that ended in a crash among them
    std::string lane = "mail";                 // lanes are claimed apart: "mail" and "web"
    std::optional<std::string> client_id = {}; // whom it goes to, in the lane "web"
};

/// How far an item has come, for people; no payload.
struct OutboxState {
    std::string id;
    std::string kind;
    std::string client_id;
    std::int64_t attempts = 0;
    std::optional<std::string> last_error;
    Instant created_at;
    Instant next_at;
    std::optional<Instant> sent_at;
    std::optional<Instant> failed_at; // given up
};

namespace outbox {

struct Claim {
    std::string lane;
    Duration lease;
    std::int64_t limit;
};

void insert(Connection& db, OutboxItem const& item);
/// Takes up to `limit` due items of the lane for `lease`; another sender does not get them meanwhile. A crash gives
/// them free again.
[[nodiscard]] std::vector<OutboxItem> claim_due(Connection& db, Claim const& claim, Instant now);
/// Delivered: the payload is wiped, the row stays for the limits.
void mark_sent(Connection& db, std::string_view id, Instant now);
/// Not delivered: again at `next_at`; nothing there gives up for good, and the payload is wiped.
void mark_failed(Connection& db, std::string_view id, std::string_view error, std::optional<Instant> next_at,
                 Instant now);
/// When the lane's next item is due, if any waits; a claimed one when its lease ends.
[[nodiscard]] std::optional<Instant> next_due(Connection& db, std::string_view lane);
[[nodiscard]] std::int64_t count_since(Connection& db, Bytes const& recipient_key, Instant since);
/// What went or goes to clients, newest first; about one account where its key is given.
[[nodiscard]] std::vector<OutboxState> list_of_clients(Connection& db, std::optional<Bytes> const& recipient_key,
                                                       std::int64_t limit);
std::int64_t remove_done(Connection& db, Instant before);

} // namespace outbox
} // namespace zugang::store
