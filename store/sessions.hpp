// sessions: who is signed in, in which browser. `id` is the `sid` of tokens; the cookie's token is stored hashed.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct Session {
    std::string id;
    Bytes token_hash;
    std::string account_id;
    std::string evidence; // JSON array
    Instant auth_time;
    std::string user_agent;
    Instant created_at;
    Instant last_seen_at;
    Instant idle_at;    // ends here when nothing happens
    Instant expires_at; // ends here in any case
    std::optional<Instant> ended_at;
};

namespace sessions {

void insert(Connection& db, Session const& session);
/// Nothing for one that ended, idled out, expired, or whose account is disabled or gone.
[[nodiscard]] std::optional<Session> find_live(Connection& db, Bytes const& token_hash, Instant now);
[[nodiscard]] std::optional<Session> find_live_by_id(Connection& db, std::string_view id, Instant now);
/// Holds the row until the transaction ends, so that ending the session waits for it and what it gives is revoked too.
void hold(Connection& db, std::string_view id);
/// New cookie token, evidence and auth_time for the same sid (a new id at each sign-in or step-up).
[[nodiscard]] bool renew(Connection& db, Session const& session);
void touch(Connection& db, std::string_view id, Instant now, Instant idle_at);
/// Gives the account; nothing where it had ended. For idp/session/ending, which does what else belongs to it.
[[nodiscard]] std::optional<std::string> end(Connection& db, std::string_view id, Instant now);
/// The ids of those that had not ended.
[[nodiscard]] std::vector<std::string> end_of_account(Connection& db, std::string_view account_id, Instant now);
/// Those that are in use, oldest first.
[[nodiscard]] std::vector<Session> list_live(Connection& db, std::string_view account_id, Instant now);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace sessions
} // namespace zugang::store
