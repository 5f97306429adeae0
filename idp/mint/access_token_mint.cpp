#include "base/text.hpp"
#include "idp/mint/access_token.hpp"
#include "idp/mint/authentication.hpp"
#include "idp/mint/protect.hpp"
#include "idp/mint/subject.hpp"
#include "idp/oauth/scope.hpp"

namespace zugang::idp::mint {
namespace {

std::vector<std::string> audience_of(TokenRequest const& request, oauth::GrantDetails const& details,
                                     std::string const& issuer)
{
    auto audience = request.resources.empty() ? details.resources : request.resources;
    if ((audience.empty() || oauth::has_word(request.scope, "openid")) && !oauth::has_word(audience, issuer))
        audience.push_back(issuer);
    return audience;
}

void add_audience(JsonObject& json, std::vector<std::string> const& audience)
{
    if (audience.size() == 1) // as most libraries expect it
        json.add("aud", audience.front());
    else
        json.add("aud", audience);
}

void add_confirmation(JsonObject& json, oauth::Confirmation const& confirmation)
{
    if (!confirmation.is_bound())
        return;
    JsonObject cnf;
    cnf.add_if("jkt", confirmation.jkt);
    cnf.add_if("x5t#S256", confirmation.x5t_s256);
    json.add_raw("cnf", cnf.str());
}

} // namespace

std::string mint_access_token(TokenRequest const& request, Services& on, Instant now)
{
    auto const details = oauth::grant_details_from_json(request.grant.details);
    auto const is_for_client = request.grant.id.empty();
    JsonObject json;
    json.add("iss", on.config.issuer);
    json.add("sub", is_for_client ? request.client.id : subject_of(request.client, request.grant.account_id, on));
    add_audience(json, audience_of(request, details, on.config.issuer));
    json.add("client_id", request.client.id);
    json.add("iat", to_seconds(now));
    json.add("exp", to_seconds(request.access_token_end(on.config, now)));
    json.add("jti", random_token(on.random, ""));
    json.add_if("scope", join_words(request.scope));
    if (!is_for_client) {
        json.add("grant_id", request.grant.id);
        add_authentication(json, request.grant, details);
    }
    auto const& authorized = granted_authorization_details(request, details);
    if (!authorized.empty())
        json.add_raw("authorization_details", authorized);
    add_confirmation(json, request.confirmation);
    if (!request.actor.empty())
        json.add_raw("act", request.actor);
    return sign(keys::Algorithm::es256, "at+jwt", json.str(), on);
}

} // namespace zugang::idp::mint
