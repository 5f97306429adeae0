#include "idp/ciba/endpoint.hpp"
#include "base/log.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/call/targets.hpp"
#include "idp/ciba/hint.hpp"
#include "idp/ciba/notification.hpp"
#include "idp/ciba/request.hpp"
#include "idp/client_auth/authenticate_client.hpp"
#include "idp/oauth/error.hpp"
#include "store/ciba_requests.hpp"

namespace zugang::idp::ciba {
namespace {

constexpr std::string_view ciba_grant_type = "urn:openid:params:grant-type:ciba";
constexpr std::string_view auth_req_id_prefix = "zgq_";
constexpr std::int64_t ciba_interval_seconds = 5;

void check_may_ask(oauth::Client const& client)
{
    if (!client.is_confidential() || !client.may_use(ciba_grant_type))
        throw oauth::Error{oauth::ErrorKind::unauthorized_client, "the client is not registered for CIBA"};
}

store::CibaRequest row_for(AuthenticationRequest const& request, oauth::Client const& client, Services& on, Instant now)
{
    store::CibaRequest row;
    row.id = random_token(on.random, "zgqr_");
    row.client_id = client.id;
    row.scope = join_words(request.scope);
    row.details = request.details;
    row.binding_message = request.binding_message;
    row.acr_values = request.acr_values;
    row.interval_seconds = ciba_interval_seconds;
    row.created_at = now;
    row.expires_at = now + request.lifetime;
    return row;
}

/// Somebody who is asked all the time says yes in the end, or does not find the question that is meant.
void insert_within_limit(store::CibaRequest const& row, Services& on)
{
    auto const most = on.config.limits.ciba_requests_per_account;
    if (!on.database.write([&](store::Connection& tx) { return store::ciba_requests::insert_within(tx, row, most); }))
        throw oauth::Error{oauth::ErrorKind::temporarily_unavailable, "too many requests wait for this person"};
}

} // namespace

http::Response post_bc_authorize(Call const& call, Services& on)
{
    if (!on.config.oidc.ciba)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "backchannel authentication is switched off"};
    if (!call.has_form)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "the body must be application/x-www-form-urlencoded"};
    if (has_forbidden_double(call.form))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "a parameter occurs more than once"};
    auto const authenticated = client_auth::authenticate_client(call, on);
    auto const& client = authenticated.client();
    check_may_ask(client);
    auto const parameters = read_parameters(call, client, on);
    auto const request = check_request(parameters, client, on);
    auto row = row_for(request, client, on, call.now);
    row.account_id = find_hinted_account(parameters, client, on, call.now);
    auto const auth_req_id = random_token(on.random, auth_req_id_prefix);
    row.auth_req_id_hash = sha256(bytes_of(auth_req_id));
    if (client.ping_mode == oauth::PingMode::ping)
        row.notification = seal_notification(row.id, {request.notification_token, auth_req_id}, on);
    insert_within_limit(row, on);
    log::info("ciba_asked", {{"client", client.id}, {"account", row.account_id}, {"request", row.id}});
    JsonObject json;
    json.add("auth_req_id", auth_req_id);
    json.add("expires_in", std::int64_t{std::chrono::duration_cast<std::chrono::seconds>(request.lifetime).count()});
    json.add("interval", ciba_interval_seconds);
    return http::json(200, json.str());
}

} // namespace zugang::idp::ciba
