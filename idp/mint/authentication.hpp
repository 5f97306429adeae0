// What a grant says of the sign-in it came from (OIDC Core §2, RFC 9068 §2.2.1), the same in every token.
#pragma once
#include "base/json.hpp"
#include "idp/mint/token_request.hpp"

namespace zugang::idp::mint {

/// auth_time, acr, amr.
void add_authentication(JsonObject& json, store::Grant const& grant, oauth::GrantDetails const& details);
/// What this request is for, else what was granted (RFC 9396 §6); a JSON array, or empty.
[[nodiscard]] std::string const& granted_authorization_details(TokenRequest const& request,
                                                               oauth::GrantDetails const& details);

} // namespace zugang::idp::mint
