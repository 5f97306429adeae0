#include "idp/mint/tokens.hpp"
#include "base/text.hpp"
#include "idp/mint/authentication.hpp"
#include "idp/oauth/scope.hpp"

namespace zugang::idp::mint {

http::Response token_answer(TokenRequest const& request, Services& on, Instant now)
{
    auto const access_token = mint_access_token(request, on, now);
    JsonObject json;
    json.add("access_token", access_token);
    json.add_if("issued_token_type", request.issued_token_type);
    json.add("token_type", request.confirmation.jkt ? "DPoP" : "Bearer");
    json.add("expires_in", to_seconds(request.access_token_end(on.config, now)) - to_seconds(now));
    json.add_if("scope", join_words(request.scope));
    json.add_if("refresh_token", request.refresh_token);
    auto const details = oauth::grant_details_from_json(request.grant.details);
    auto const& authorized = granted_authorization_details(request, details);
    if (!authorized.empty())
        json.add_raw("authorization_details", authorized);
    auto const has_person = !request.grant.id.empty();
    if (has_person && oauth::has_word(request.scope, "openid"))
        json.add("id_token", mint_id_token(request, {.access_token = access_token}, on, now));
    return http::json(200, json.str());
}

} // namespace zugang::idp::mint
