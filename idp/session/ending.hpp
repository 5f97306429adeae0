// Ending sessions before their time: the one way, so that no client is forgotten that must be told (OpenID Connect
// Back-Channel Logout 1.0 §2.5, §2.7).
#pragma once
#include "idp/call/client_queue.hpp"
#include "store/connection.hpp"
#include <string_view>

namespace zugang::idp::session {

/// Ends the session, revokes what hangs on it, and queues a logout token for each client it signed in that has a
/// backchannel_logout_uri. False where it had ended. Wake the outbox after the commit.
[[nodiscard]] bool end_session(store::Connection& tx, std::string_view session_id, QueueTools const& tools);
/// Likewise with every session of the account. Gives their number.
std::int64_t end_sessions_of(store::Connection& tx, std::string_view account_id, QueueTools const& tools);

} // namespace zugang::idp::session
