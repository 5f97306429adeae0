// What clients are told later (logout tokens, pings) goes into the outbox in the transaction it belongs to, in a lane
// of its own beside the mails.
#pragma once
#include "base/clock.hpp"
#include "base/random.hpp"
#include "keys/seal.hpp"
#include "store/connection.hpp"
#include <string>
#include <string_view>

namespace zugang::idp {

constexpr std::string_view client_lane = "web";

/// What writing to the outbox needs; the program's commands have it as well as its requests.
struct QueueTools {
    keys::Sealer const& sealer;
    Random& random;
    Instant now;
};

struct ClientMessage {
    std::string kind; // which of idp/outbox sends it
    std::string client_id;
    std::string account_id; // stands in the row as a keyed hash alone
    std::string payload;    // JSON; sealed in the row
};

/// Wake the outbox after the transaction has been committed.
void queue_for_client(store::Connection& tx, ClientMessage const& message, QueueTools const& tools);
/// Whom a row is about, for `store::outbox::list_of_clients`.
[[nodiscard]] Bytes account_key(std::string_view account_id, keys::Sealer const& sealer);

/// CIBA §10.2: the client learns that its request is decided.
struct Ping {
    std::string client_id;
    std::string account_id;
    std::string url;   // backchannel_client_notification_endpoint
    std::string token; // client_notification_token
    std::string auth_req_id;
};
void queue_ping(store::Connection& tx, Ping const& ping, QueueTools const& tools);

} // namespace zugang::idp
