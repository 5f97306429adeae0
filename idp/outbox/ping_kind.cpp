#include "idp/outbox/ping_kind.hpp"
#include "base/json.hpp"
#include "idp/outbox/client_answer.hpp"

namespace zugang::idp::outbox {

Result<void, SendFailure> PingKind::deliver(store::OutboxItem const&, Secret const& payload,
                                            std::stop_token const& stop)
{
    auto const json = Json::parse(payload.reveal());
    auto const url = json ? json->string("url") : std::nullopt;
    auto const token = json ? json->string("token") : std::nullopt;
    auto const id = json ? json->string("auth_req_id") : std::nullopt;
    if (!url || !token || !id)
        return std::unexpected(SendFailure{SendFailure::Kind::hopeless, "the payload is no ping"});
    return judge_answer(
        web_.send({.method = http::Method::post,
                   .url = *url,
                   .headers = {{"Authorization", "Bearer " + *token}, {"Content-Type", "application/json"}},
                   .body = JsonObject{}.add("auth_req_id", *id).str()},
                  stop),
        {400, 401, 403});
}

std::optional<Instant> PingKind::next_try(store::OutboxItem const&, SendFailure const& failed, std::int64_t attempts,
                                          Instant now) const
{
    return failed.kind == SendFailure::Kind::refused ? std::nullopt : next_client_try(attempts, now);
}

} // namespace zugang::idp::outbox
