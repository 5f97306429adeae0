#include "idp/call/client_queue.hpp"
#include "base/json.hpp"
#include "store/outbox.hpp"

namespace zugang::idp {

Bytes account_key(std::string_view account_id, keys::Sealer const& sealer)
{
    return sealer.keyed_hash("outbox account", account_id);
}

void queue_for_client(store::Connection& tx, ClientMessage const& message, QueueTools const& tools)
{
    store::OutboxItem item;
    item.id = random_token(tools.random, "out_");
    item.kind = message.kind;
    item.recipient_key = account_key(message.account_id, tools.sealer);
    item.payload = tools.sealer.seal(message.payload, {"outbox", "payload", item.id});
    item.created_at = tools.now;
    item.next_at = tools.now;
    item.lane = client_lane;
    item.client_id = message.client_id;
    store::outbox::insert(tx, item);
}

void queue_ping(store::Connection& tx, Ping const& ping, QueueTools const& tools)
{
    auto const payload =
        JsonObject{}.add("url", ping.url).add("token", ping.token).add("auth_req_id", ping.auth_req_id).str();
    queue_for_client(tx, {"ping", ping.client_id, ping.account_id, payload}, tools);
}

} // namespace zugang::idp
