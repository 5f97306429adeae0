#include "idp/oauth/client_members.hpp"

namespace zugang::idp::oauth {
namespace {

// CIBA §4. `push` would send tokens to an address instead of handing them to an authenticated client.
void visit_ping_mode(ClientMembers& members, Client& client)
{
    constexpr std::string_view name = "backchannel_token_delivery_mode";
    std::string mode = client.ping_mode == PingMode::ping ? "ping" : "";
    members.text(name, mode);
    if (mode == "ping")
        client.ping_mode = PingMode::ping;
    else if (!mode.empty() && mode != "poll")
        members.fail(name, "must be poll or ping");
    bool user_code = false;
    members.flag("backchannel_user_code_parameter", user_code);
    if (user_code)
        members.fail("backchannel_user_code_parameter", "must be false: people here have no user code");
}

} // namespace

// OIDC Registration §2, RFC 9101 §10.5, RFC 9126 §6, RFC 9396 §10, CIBA §4.
void visit_requests(ClientMembers& members, Client& client)
{
    members.algorithm("request_object_signing_alg", client.request_object_algorithm);
    members.encryption("request_object_encryption", client.request_object_encryption);
    members.flag("require_signed_request_object", client.require_signed_request_object);
    members.flag("require_pushed_authorization_requests", client.require_pushed_authorization_requests);
    members.list("request_uris", client.request_uris);
    members.number("default_max_age", client.default_max_age);
    members.flag("require_auth_time", client.require_auth_time);
    members.list("default_acr_values", client.default_acr_values);
    members.list("authorization_details_types", client.authorization_details_types);
    visit_ping_mode(members, client);
    members.text("backchannel_client_notification_endpoint", client.notification_endpoint);
    members.algorithm("backchannel_authentication_request_signing_alg", client.backchannel_request_algorithm);
}

} // namespace zugang::idp::oauth
