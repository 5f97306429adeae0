#include "idp/outbox/logout_kind.hpp"
#include "base/json.hpp"
#include "base/url.hpp"
#include "idp/mint/logout_token.hpp"
#include "idp/outbox/client_answer.hpp"
#include "store/clients.hpp"

namespace zugang::idp::outbox {

Result<void, SendFailure> LogoutKind::deliver(store::OutboxItem const& item, Secret const& payload,
                                              std::stop_token const& stop)
{
    auto const json = Json::parse(payload.reveal());
    auto const account = json ? json->string("account") : std::nullopt;
    auto const sid = json ? json->string("sid") : std::nullopt;
    if (!account || !sid)
        return std::unexpected(SendFailure{SendFailure::Kind::hopeless, "the payload is no logout"});
    auto const row =
        on_.database.read([&](store::Connection& db) { return store::clients::find(db, item.client_id.value_or("")); });
    auto const client = row ? std::optional{oauth::from_row(*row)} : std::nullopt;
    if (!client || client->backchannel_logout_uri.empty())
        return std::unexpected(SendFailure{SendFailure::Kind::hopeless, "the client has no such address any more"});
    auto const token = mint::mint_logout_token({*client, *account, *sid}, on_, on_.clock.now());
    return judge_answer(web_.send({.method = http::Method::post,
                                   .url = client->backchannel_logout_uri,
                                   .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                                   .body = encode_form({{"logout_token", token}})},
                                  stop),
                        {400});
}

std::optional<Instant> LogoutKind::next_try(store::OutboxItem const&, SendFailure const& failed, std::int64_t attempts,
                                            Instant now) const
{
    return failed.kind == SendFailure::Kind::refused ? std::nullopt : next_client_try(attempts, now);
}

} // namespace zugang::idp::outbox
