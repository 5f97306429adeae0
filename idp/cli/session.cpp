#include "base/json.hpp"
#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include "idp/session/ending.hpp"
#include "store/grants.hpp"
#include "store/known_devices.hpp"
#include "store/outbox.hpp"
#include "store/sessions.hpp"
#include <ostream>

namespace zugang::idp::cli {
namespace {

constexpr std::int64_t most_deliveries = 1000;

struct ListedSession {
    store::Session session;
    std::vector<std::string> clients;
};

std::string to_session_json(ListedSession const& listed)
{
    auto const& session = listed.session;
    return JsonObject{}
        .add("sid", session.id)
        .add("sub", session.account_id)
        .add("signed_in_at", to_rfc3339(session.auth_time))
        .add("created_at", to_rfc3339(session.created_at))
        .add("last_seen_at", to_rfc3339(session.last_seen_at))
        .add("expires_at", to_rfc3339(session.expires_at))
        .add("browser", session.user_agent)
        .add("clients", listed.clients)
        .str();
}

std::string joined(std::vector<std::string> const& words)
{
    std::string text;
    for (auto const& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string describe_delivery(store::OutboxState const& state)
{
    if (state.sent_at)
        return "delivered";
    return state.failed_at ? "failed" : "waiting";
}

std::string to_delivery_json(store::OutboxState const& state)
{
    auto const is_waiting = !state.sent_at && !state.failed_at;
    return JsonObject{}
        .add("id", state.id)
        .add("kind", state.kind)
        .add("client_id", state.client_id)
        .add("state", describe_delivery(state))
        .add("attempts", state.attempts)
        .add_if("last_error", state.last_error)
        .add("created_at", to_rfc3339(state.created_at))
        .add_if("next_at", is_waiting ? std::optional{to_rfc3339(state.next_at)} : std::nullopt)
        .add_if("delivered_at", optional_time(state.sent_at))
        .add_if("failed_at", optional_time(state.failed_at))
        .str();
}

TableRow to_delivery_line(store::OutboxState const& state)
{
    auto const is_done = state.sent_at || state.failed_at;
    return {state.client_id,
            state.kind,
            describe_delivery(state),
            std::to_string(state.attempts),
            to_rfc3339(state.created_at),
            is_done ? to_rfc3339(state.sent_at.value_or(state.failed_at.value_or(state.next_at)))
                    : "next " + to_rfc3339(state.next_at),
            state.last_error.value_or("")};
}

} // namespace

void session_list(std::string const& who, Context& on)
{
    auto const now = on.now();
    auto const listed = on.database().read([&](store::Connection& db) {
        std::vector<ListedSession> found;
        for (auto& session : store::sessions::list_live(db, load_account(db, who).id, now)) {
            auto clients = store::grants::clients_of_session(db, session.id);
            found.push_back({std::move(session), std::move(clients)});
        }
        return found;
    });
    std::vector<std::string> items;
    std::vector<TableRow> lines;
    for (auto const& each : listed) {
        items.push_back(to_session_json(each));
        lines.push_back({each.session.id, to_rfc3339(each.session.auth_time), to_rfc3339(each.session.last_seen_at),
                         to_rfc3339(each.session.expires_at), joined(each.clients), each.session.user_agent});
    }
    if (on.json())
        print_json_array(on.out(), items);
    else
        print_table(on.out(), {"SID", "SIGNED IN", "LAST SEEN", "ENDS", "CLIENTS", "BROWSER"}, lines);
}

void session_end(std::string const& id, Context& on)
{
    QueueTools const tools{on.sealer(), on.random(), on.now()};
    if (!on.database().write([&](store::Connection& tx) { return session::end_session(tx, id, tools); }))
        throw Refused{"no session in use is called " + json_quote(id)};
    if (on.json())
        on.out() << JsonObject{}.add("sid", id).add("ended", true).str() << '\n';
    else
        on.out() << "ended " << printable(id) << "; its clients are told by the running server\n";
}

void session_end_all(std::string const& who, Context& on)
{
    QueueTools const tools{on.sealer(), on.random(), on.now()};
    store::Account account;
    auto const count = on.database().write([&](store::Connection& tx) {
        account = load_account(tx, who);
        store::known_devices::revoke_all(tx, account.id);
        return session::end_sessions_of(tx, account.id, tools);
    });
    if (on.json())
        on.out() << JsonObject{}.add("sub", account.id).add("sessions_ended", count).str() << '\n';
    else
        on.out() << "sessions of " << printable(describe_account(account)) << " ended: " << count << '\n';
}

void session_deliveries(std::string const& who, Context& on)
{
    auto const states = on.database().read([&](store::Connection& db) {
        auto const key = who.empty() ? std::nullopt : std::optional{account_key(load_account(db, who).id, on.sealer())};
        return store::outbox::list_of_clients(db, key, most_deliveries);
    });
    std::vector<std::string> items;
    std::vector<TableRow> lines;
    for (auto const& state : states) {
        items.push_back(to_delivery_json(state));
        lines.push_back(to_delivery_line(state));
    }
    if (on.json())
        print_json_array(on.out(), items);
    else
        print_table(on.out(), {"CLIENT", "KIND", "STATE", "ATTEMPTS", "QUEUED", "DONE", "LAST ERROR"}, lines);
}

} // namespace zugang::idp::cli
