#include "base/log.hpp"
#include "base/text.hpp"
#include "idp/call/targets.hpp"
#include "idp/client_auth/sender.hpp"
#include "idp/mint/tokens.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"
#include "idp/token/grants/grants.hpp"
#include <algorithm>

namespace zugang::idp::token::grants {
namespace {

constexpr std::string_view access_token_type = "urn:ietf:params:oauth:token-type:access_token";
constexpr int most_actors = 8; // a chain of services longer than this is a loop

[[noreturn]] void refuse_exchange(char const* description, std::string const& cause = {})
{
    throw oauth::Error{oauth::ErrorKind::invalid_request, description, cause};
}

/// An access token of ours that is live and rests on a person's grant. The description is one for all causes.
mint::VerifiedAccessToken load_token(std::string const& text, char const* refusal, Call const& call, Services& on)
try {
    auto const token = mint::read_access_token(text, on, call.now);
    auto live = on.database.read([&](store::Connection& db) { return mint::find_live(db, token, call.now); });
    if (!live)
        refuse_exchange(refusal, "revoked or ended");
    return std::move(*live);
} catch (oauth::Error const& error) {
    refuse_exchange(refusal, error.what());
}

/// The token was issued to this client, or names it as audience: then it came here on purpose. A service that got hold
/// of another's token could otherwise turn it into its own (decision 0016).
bool may_exchange(mint::AccessToken const& token, oauth::Client const& client)
{
    return token.client_id == client.id || token.is_for(client.id);
}

mint::VerifiedAccessToken load_subject(oauth::Client const& client, Call const& call, Services& on)
{
    auto const text = call.form.get("subject_token");
    if (text.empty())
        refuse_exchange("subject_token is missing");
    if (call.form.get("subject_token_type") != access_token_type)
        refuse_exchange("subject_token_type must be that of access tokens");
    auto subject = load_token(text, "subject_token is wrong, expired or revoked", call, on);
    if (!subject.grant)
        refuse_exchange("subject_token stands for no person");
    if (!may_exchange(subject.token, client))
        refuse_exchange("subject_token is not for this client");
    return subject;
}

/// Whom the new token names as acting: whose actor_token it is, else this client where the token was another's.
std::string actor_of(mint::AccessToken const& subject, oauth::Client const& client, Call const& call, Services& on)
{
    auto const text = call.form.find_filled("actor_token");
    auto const type = call.form.find_filled("actor_token_type");
    if (!text && type)
        refuse_exchange("actor_token_type without actor_token");
    if (!text)
        return subject.client_id == client.id ? "" : client.id;
    if (type != access_token_type)
        refuse_exchange("actor_token_type must be that of access tokens");
    auto const actor = load_token(*text, "actor_token is wrong, expired or revoked", call, on);
    if (actor.token.client_id != client.id)
        refuse_exchange("actor_token is not of this client");
    return actor.token.subject;
}

/// `act` (RFC 8693 §4.1): who acts now, around who acted before.
std::string act_claim(std::string const& actor, Json const& claims)
{
    auto const former = claims.find("act");
    int actors = 1;
    for (auto act = former; act; act = act->find("act"))
        ++actors;
    if (actors > most_actors)
        refuse_exchange("subject_token has gone through too many hands");
    if (actor.empty())
        return former ? former->dump() : "";
    JsonObject act;
    act.add("sub", actor);
    if (former)
        act.add_raw("act", former->dump());
    return act.str();
}

/// A part of the subject token's scope, without what is good at this server alone.
std::vector<std::string> exchanged_scope(mint::AccessToken const& subject, Call const& call)
{
    auto whole = subject.scope;
    std::erase_if(whole, [](auto const& word) { return word == "openid" || word == "offline_access"; });
    auto const asked = split_words(call.form.get("scope"));
    if (asked.empty())
        return whole;
    if (!oauth::is_subset(asked, whole))
        throw oauth::Error{oauth::ErrorKind::invalid_scope, "scope is wider than the subject token's"};
    return oauth::allowed_scope(asked, whole);
}

/// Where a client may carry a person's token: to what the operator named, and to what the person's grant to this very
/// client covers. Otherwise each service that is shown a token could turn it into one for every other service.
bool may_carry_to(std::string const& target, store::Grant const& grant, oauth::Client const& client)
{
    if (oauth::has_word(client.exchange_resources, target))
        return true;
    return grant.client_id == client.id &&
           oauth::has_word(oauth::grant_details_from_json(grant.details).resources, target);
}

std::vector<std::string> exchange_targets(store::Grant const& grant, oauth::Client const& client, Call const& call,
                                          Services& on)
{
    auto targets = check_resources(call.form, on);
    for (auto& target : check_resources(call.form, on, "audience")) {
        if (!oauth::has_word(targets, target))
            targets.push_back(std::move(target));
    }
    if (targets.empty() || oauth::has_word(targets, on.config.issuer))
        throw oauth::Error{oauth::ErrorKind::invalid_target, "name the resource the new token is for"};
    if (!std::ranges::all_of(targets, [&](auto const& target) { return may_carry_to(target, grant, client); }))
        throw oauth::Error{oauth::ErrorKind::invalid_target, "resource is not one this client may exchange tokens for"};
    return targets;
}

/// A bound token is not turned into an unbound one; and the client it was issued to shows its key again.
void check_exchange_sender(mint::AccessToken const& subject, oauth::Client const& client,
                           oauth::Confirmation const& sender)
{
    if (!subject.confirmation.is_bound())
        return;
    if (!sender.is_bound())
        refuse_exchange("subject_token is bound to a key: show one for the new token");
    if (subject.client_id == client.id && sender != subject.confirmation)
        refuse_exchange("subject_token is bound to another key");
}

} // namespace

http::Response token_exchange(client_auth::AuthenticatedClient const& authenticated, Call const& call, Services& on)
{
    auto const& client = authenticated.client();
    if (!client.is_confidential())
        throw oauth::Error{oauth::ErrorKind::unauthorized_client, "tokens are exchanged by clients that authenticate"};
    auto const wanted = call.form.find_filled("requested_token_type").value_or(std::string{access_token_type});
    if (wanted != access_token_type)
        refuse_exchange("requested_token_type must be that of access tokens");
    auto const subject = load_subject(client, call, on);
    auto targets = exchange_targets(*subject.grant, client, call, on);
    auto const scope = exchanged_scope(subject.token, call);
    auto const actor = act_claim(actor_of(subject.token, client, call, on), subject.token.claims);
    auto const sender = client_auth::check_sender(call, client, on);
    check_exchange_sender(subject.token, client, sender);
    auto grant = *subject.grant; // the new token dies with it
    grant.details = oauth::to_json(oauth::GrantDetails{});
    log::info("token_exchanged", {{"client", client.id}, {"from", subject.token.client_id}});
    return mint::token_answer({.client = client,
                               .grant = grant,
                               .scope = scope,
                               .resources = std::move(targets),
                               .confirmation = sender,
                               .actor = actor,
                               .not_after = subject.token.expires_at,
                               .issued_token_type = std::string{access_token_type}},
                              on, call.now);
}

} // namespace zugang::idp::token::grants
