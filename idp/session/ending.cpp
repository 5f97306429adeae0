#include "idp/session/ending.hpp"
#include "base/json.hpp"
#include "store/clients.hpp"
#include "store/grants.hpp"
#include "store/sessions.hpp"

namespace zugang::idp::session {
namespace {

/// Only this member is looked at: a client's row that cannot be read must keep nobody signed in.
bool wants_logout_tokens(std::optional<store::ClientRow> const& row)
{
    auto const metadata = row ? Json::parse(row->metadata) : Result<Json>{failure("gone")};
    return metadata && !metadata->string("backchannel_logout_uri").value_or("").empty();
}

void queue_logout_tokens(store::Connection& tx, std::string const& session_id, std::string const& account_id,
                         QueueTools const& tools)
{
    for (auto const& client_id : store::grants::clients_of_session(tx, session_id)) {
        if (!wants_logout_tokens(store::clients::find(tx, client_id)))
            continue;
        auto const payload = JsonObject{}.add("account", account_id).add("sid", session_id).str();
        queue_for_client(tx, {"logout", client_id, account_id, payload}, tools);
    }
}

} // namespace

bool end_session(store::Connection& tx, std::string_view session_id, QueueTools const& tools)
{
    auto const account_id = store::sessions::end(tx, session_id, tools.now);
    if (!account_id)
        return false;
    store::grants::revoke_of_session(tx, session_id, tools.now);
    queue_logout_tokens(tx, std::string{session_id}, *account_id, tools);
    return true;
}

std::int64_t end_sessions_of(store::Connection& tx, std::string_view account_id, QueueTools const& tools)
{
    auto const ids = store::sessions::end_of_account(tx, account_id, tools.now);
    for (auto const& id : ids) {
        store::grants::revoke_of_session(tx, id, tools.now);
        queue_logout_tokens(tx, id, std::string{account_id}, tools);
    }
    return static_cast<std::int64_t>(ids.size());
}

} // namespace zugang::idp::session
