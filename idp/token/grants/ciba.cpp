#include "idp/oauth/error.hpp"
#include "idp/token/grants/grants.hpp"
#include "idp/token/grants/waiting.hpp"
#include "store/ciba_requests.hpp"

namespace zugang::idp::token::grants {
namespace {

Answered ask_ciba(store::Connection& tx, Bytes const& hash, std::string_view client_id, Instant now)
{
    auto const redeemed = store::ciba_requests::redeem(tx, hash, client_id, now);
    if (redeemed)
        return {.grant_id = redeemed->grant_id};
    return {.grant_id = {}, .waiting = store::ciba_requests::poll(tx, hash, client_id, now)};
}

} // namespace

http::Response ciba(client_auth::AuthenticatedClient const& client, Call const& call, Services& on)
{
    if (!on.config.oidc.ciba)
        throw oauth::Error{oauth::ErrorKind::unsupported_grant_type, "this grant_type is switched off"};
    return answer_poll(client, "auth_req_id", ask_ciba, call, on);
}

} // namespace zugang::idp::token::grants
