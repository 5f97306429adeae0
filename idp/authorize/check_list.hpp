// The single checks of an authorization request, by subject; checks.cpp holds their order. Each reads its parameters
// and fills its part of the request, or throws oauth::Error.
#pragma once
#include "idp/authorize/checks.hpp"

namespace zugang::idp::authorize {

// how it came
void check_shape(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_offered(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_way_in(Received const& received, oauth::AuthorizationRequest& request, Services& on);

// what is asked for, and how the answer travels
void check_response_type(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_response_mode(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_nonce(Received const& received, oauth::AuthorizationRequest& request, Services& on);

// what the tokens are for
void check_scope(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_offline_access(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_resource(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_authorization_details(Received const& received, oauth::AuthorizationRequest& request, Services& on);

// what the code is bound to
void check_pkce(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_dpop_jkt(Received const& received, oauth::AuthorizationRequest& request, Services& on);

// who is to sign in, and how
void check_prompt(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_max_age(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_claims(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void check_id_token_hint(Received const& received, oauth::AuthorizationRequest& request, Services& on);
void read_hints(Received const& received, oauth::AuthorizationRequest& request, Services& on);

} // namespace zugang::idp::authorize
