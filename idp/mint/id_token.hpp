// ID tokens (OIDC Core §2): who signed in, when and how, for one client.
#pragma once
#include "idp/mint/token_request.hpp"

namespace zugang::idp::mint {

/// What an ID token vouches for beside the person, each hashed into it where it is not empty: at_hash (OIDC Core
/// §3.1.3.6), c_hash and, of the state, s_hash (§3.3.2.11, FAPI 1 Part 2 §5.2.2.1): none of them can be exchanged for
/// another on the way.
struct Vouched {
    std::string_view access_token = {};
    std::string_view code = {};
    std::string_view state = {};
    bool with_scope_claims = false; // response_type=id_token: there is no userinfo to ask (OIDC Core §5.4)
};

/// Signed with the algorithm the client registered, and encrypted where it registered that. Holds the claims its claims
/// parameter asked for (§5.5), as far as there is something to say.
[[nodiscard]] std::string mint_id_token(TokenRequest const& request, Vouched const& vouched, Services& on, Instant now);

} // namespace zugang::idp::mint
