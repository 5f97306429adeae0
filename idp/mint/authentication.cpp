#include "idp/mint/authentication.hpp"
#include "idp/session/evidence.hpp"

namespace zugang::idp::mint {

void add_authentication(JsonObject& json, store::Grant const& grant, oauth::GrantDetails const& details)
{
    auto const evidence = session::evidence_from_json(grant.evidence);
    json.add("auth_time", to_seconds(grant.auth_time));
    json.add_if("acr",
                details.acr ? details.acr : std::string{oauth::to_name(session::level_of(evidence, grant.account_id))});
    auto const methods = session::amr(evidence);
    if (!methods.empty())
        json.add("amr", methods);
}

std::string const& granted_authorization_details(TokenRequest const& request, oauth::GrantDetails const& details)
{
    return request.authorization_details.empty() ? details.authorization_details : request.authorization_details;
}

} // namespace zugang::idp::mint
