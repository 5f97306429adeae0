#include "idp/endpoints/client_logout.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/url.hpp"
#include "idp/oauth/client.hpp"
#include "store/clients.hpp"
#include "store/grants.hpp"
#include <algorithm>

namespace zugang::idp::endpoints {
namespace {

constexpr Duration ticket_lifetime = std::chrono::minutes{5};
constexpr keys::Sealer::Place ticket_place{"logout", "front_channel", "ticket"};

std::vector<oauth::Client> clients_of(std::string_view session_id, Services& on)
{
    return on.database.read([&](store::Connection& db) {
        std::vector<oauth::Client> clients;
        for (auto const& id : store::grants::clients_of_session(db, session_id)) {
            if (auto const row = store::clients::find(db, id))
                clients.push_back(oauth::from_row(*row));
        }
        return clients;
    });
}

} // namespace

bool has_untold_client(std::string_view session_id, Services& on)
{
    return std::ranges::any_of(clients_of(session_id, on), [](oauth::Client const& client) {
        return client.backchannel_logout_uri.empty() && client.frontchannel_logout_uri.empty();
    });
}

std::vector<std::string> front_channel_addresses(std::string_view session_id, Services& on)
{
    std::vector<std::string> addresses;
    for (auto const& client : clients_of(session_id, on)) {
        if (!client.frontchannel_logout_uri.empty())
            addresses.push_back(append_query(client.frontchannel_logout_uri,
                                             {{"iss", on.config.issuer}, {"sid", std::string{session_id}}}));
    }
    return addresses;
}

std::string front_channel_ticket(std::string_view session_id, Services& on, Instant now)
{
    if (front_channel_addresses(session_id, on).empty())
        return "";
    auto const json = JsonObject{}.add("sid", session_id).add("until", to_millis(now + ticket_lifetime)).str();
    return base64url_encode(on.sealer.seal(json, ticket_place));
}

std::optional<std::string> open_front_channel_ticket(std::string_view ticket, Services& on, Instant now)
{
    auto const sealed = base64url_decode(ticket);
    auto const opened = sealed ? on.sealer.open(*sealed, ticket_place) : Result<Secret>{failure("not base64url")};
    auto const json = opened ? Json::parse(opened->reveal()) : Result<Json>{failure("does not open")};
    if (!json || json->integer("until").value_or(0) <= to_millis(now))
        return std::nullopt;
    return json->string("sid");
}

} // namespace zugang::idp::endpoints
