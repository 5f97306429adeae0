#include "idp/authorize/checks.hpp"
#include "idp/authorize/check_list.hpp"
#include <array>

namespace zugang::idp::authorize {
namespace {

using Check = void (*)(Received const&, oauth::AuthorizationRequest&, Services&);

// Read top to bottom: a request with several faults gets the first one's error.
constexpr auto checks = std::to_array<Check>({
    check_shape,                 // every parameter once, none over-long
    check_offered,               // registration
    check_way_in,                // pushed or signed where the client must
    check_response_type,         // response_type
    check_response_mode,         // response_mode
    check_nonce,                 // nonce
    check_scope,                 // scope
    check_resource,              // resource
    check_authorization_details, // authorization_details
    check_pkce,                  // code_challenge, code_challenge_method
    check_dpop_jkt,              // dpop_jkt
    check_prompt,                // prompt
    check_offline_access,        // scope again, now that prompt is known
    check_max_age,               // max_age
    check_claims,                // claims
    check_id_token_hint,         // id_token_hint
    read_hints,                  // acr_values, login_hint, ui_locales; display and claims_locales change nothing
});

} // namespace

void check_request(Received const& received, oauth::AuthorizationRequest& request, Services& on)
{
    for (auto const check : checks)
        check(received, request, on);
}

} // namespace zugang::idp::authorize
