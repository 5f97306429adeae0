#include "idp/token/grants/grants.hpp"
#include "idp/token/grants/waiting.hpp"
#include "store/device_codes.hpp"

namespace zugang::idp::token::grants {
namespace {

Answered ask_device_code(store::Connection& tx, Bytes const& hash, std::string_view client_id, Instant now)
{
    auto const redeemed = store::device_codes::redeem(tx, hash, client_id, now);
    if (redeemed)
        return {.grant_id = redeemed->grant_id};
    return {.grant_id = {}, .waiting = store::device_codes::poll(tx, hash, client_id, now)};
}

} // namespace

http::Response device_code(client_auth::AuthenticatedClient const& client, Call const& call, Services& on)
{
    return answer_poll(client, "device_code", ask_device_code, call, on);
}

} // namespace zugang::idp::token::grants
