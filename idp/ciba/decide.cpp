#include "idp/ciba/decide.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "idp/call/client_queue.hpp"
#include "idp/ciba/notification.hpp"
#include "idp/oauth/client.hpp"
#include "idp/oauth/scope.hpp"
#include "store/accounts.hpp"
#include "store/ciba_requests.hpp"
#include "store/clients.hpp"
#include "store/grants.hpp"
#include <stdexcept>

namespace zugang::idp::ciba {
namespace {

void queue_notification(store::Connection& tx, store::CibaRequest const& request, oauth::Client const& client,
                        Services& on, Instant now)
{
    if (!request.notification)
        return;
    auto const notification = open_notification(request.id, *request.notification, on);
    queue_ping(tx,
               {request.client_id, request.account_id, client.notification_endpoint, notification.token,
                notification.auth_req_id},
               {on.sealer, on.random, now});
}

/// To approve is to consent: remembered as on the consent page, where it can be withdrawn.
void remember_approval(store::Connection& tx, store::CibaRequest const& request, Instant now)
{
    auto words = split_words(store::consents::find(tx, request.account_id, request.client_id).value_or(""));
    for (auto const& word : split_words(request.scope)) {
        if (!oauth::has_word(words, word))
            words.push_back(word);
    }
    store::consents::save(tx, request.account_id, request.client_id, join_words(words), now);
}

store::Grant grant_of(store::CibaRequest const& request, session::EvidenceList const& evidence, Services& on,
                      Instant now)
{
    auto const auth_time = session::authenticated_at(evidence, request.account_id);
    if (!auth_time)
        throw std::logic_error{"an approval needs evidence of the account that was asked for"};
    store::Grant grant;
    grant.id = *request.grant_id;
    grant.client_id = request.client_id;
    grant.account_id = request.account_id;
    grant.scope = request.scope; // no session: there is no browser it could end with
    grant.outlives_session = true;
    grant.evidence = session::to_json(evidence);
    grant.auth_time = *auth_time;
    grant.created_at = now;
    grant.expires_at = now + Duration{on.config.oidc.refresh_token_absolute};
    grant.details = request.details;
    return grant;
}

std::optional<oauth::Client> client_of(store::Connection& tx, store::CibaRequest const& request)
{
    auto const row = store::clients::find(tx, request.client_id);
    return row ? std::optional{oauth::from_row(*row)} : std::nullopt;
}

} // namespace

bool approve(store::Connection& tx, std::string_view request_id, session::EvidenceList const& evidence, Services& on,
             Instant now)
{
    auto const request = store::ciba_requests::decide(tx, request_id, random_token(on.random, "zgg_"), now);
    auto const client = request ? client_of(tx, *request) : std::nullopt;
    if (!client)
        return false;
    auto const grant = grant_of(*request, evidence, on, now);
    queue_notification(tx, *request, *client, on, now);
    if (!store::accounts::hold(tx, grant.account_id, *session::first_factor_proved_at(evidence, grant.account_id)))
        return false; // decided, and there is no grant: the client is told that its request is gone
    store::grants::insert(tx, grant);
    if (!client->trusted)
        remember_approval(tx, *request, now);
    log::info("ciba_approved", {{"client", request->client_id}, {"account", request->account_id}});
    return true;
}

bool deny(store::Connection& tx, std::string_view request_id, Services& on, Instant now)
{
    auto const request = store::ciba_requests::decide(tx, request_id, std::nullopt, now);
    auto const client = request ? client_of(tx, *request) : std::nullopt;
    if (!client)
        return false;
    queue_notification(tx, *request, *client, on, now);
    log::info("ciba_denied", {{"client", request->client_id}, {"account", request->account_id}});
    return true;
}

} // namespace zugang::idp::ciba
