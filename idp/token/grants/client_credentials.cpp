#include "base/log.hpp"
#include "base/text.hpp"
#include "idp/call/targets.hpp"
#include "idp/client_auth/sender.hpp"
#include "idp/mint/tokens.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"
#include "idp/token/grants/grants.hpp"

namespace zugang::idp::token::grants {
namespace {

/// Words that are about a person who signs in; a client that acts for itself has none.
bool is_about_a_person(std::string const& word)
{
    return word == "openid" || word == "offline_access";
}

std::vector<std::string> own_scope(Call const& call, oauth::Client const& client)
{
    auto allowed = client.scope;
    std::erase_if(allowed, is_about_a_person);
    auto const asked = split_words(call.form.get("scope"));
    if (asked.empty())
        return allowed;
    if (!oauth::is_subset(asked, allowed))
        throw oauth::Error{oauth::ErrorKind::invalid_scope, "scope is wider than what this client may have for itself"};
    return oauth::allowed_scope(asked, allowed);
}

} // namespace

http::Response client_credentials(client_auth::AuthenticatedClient const& authenticated, Call const& call, Services& on)
{
    auto const& client = authenticated.client();
    if (!client.is_confidential()) // RFC 6749 §4.4: anybody can name a public client's id
        throw oauth::Error{oauth::ErrorKind::unauthorized_client, "a client without authentication has no own tokens"};
    auto const scope = own_scope(call, client);
    auto resources = check_resources(call.form, on);
    auto details = check_authorization_details(call.form, client, on);
    auto const sender = client_auth::check_sender(call, client, on);
    store::Grant nobody; // no person, nothing to hang on: it ends by itself soon, and no refresh token follows
    nobody.client_id = client.id;
    log::info("client_token_issued", {{"client", client.id}});
    return mint::token_answer({.client = client,
                               .grant = nobody,
                               .scope = scope,
                               .resources = std::move(resources),
                               .authorization_details = std::move(details),
                               .confirmation = sender},
                              on, call.now);
}

} // namespace zugang::idp::token::grants
