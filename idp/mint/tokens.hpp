// Minting tokens for a live grant: ID token (OIDC Core §2), JWT access token (RFC 9068), and the token answer.
#pragma once
#include "idp/call/call.hpp"
#include "idp/oauth/client.hpp"
#include "store/grants.hpp"

namespace zugang::idp::mint {

struct TokenRequest {
    oauth::Client const& client;
    store::Grant const& grant;
    std::vector<std::string> scope;           // of this access token
    std::optional<std::string> nonce;         // of the authorization request; not repeated on refresh
    std::optional<std::string> refresh_token; // handed out along
};

/// What an ID token vouches for beside the person, each hashed into it where it is not empty: at_hash (OIDC Core
/// §3.1.3.6), c_hash and, of the state, s_hash (§3.3.2.11, FAPI 1 Part 2 §5.2.2.1): none of them can be exchanged for
/// another on the way.
struct Vouched {
    std::string_view access_token = {};
    std::string_view code = {};
    std::string_view state = {};
    bool with_scope_claims = false; // response_type=id_token: there is no userinfo to ask (OIDC Core §5.4)
};

/// RFC 9068: typ at+jwt, aud is the issuer.
[[nodiscard]] std::string mint_access_token(TokenRequest const& request, Services& on, Instant now);
/// Signed with the algorithm the client registered.
[[nodiscard]] std::string mint_id_token(TokenRequest const& request, Vouched const& vouched, Services& on, Instant now);
/// The JSON answer of RFC 6749 §5.1, not to be cached.
[[nodiscard]] http::Response token_answer(TokenRequest const& request, Services& on, Instant now);

} // namespace zugang::idp::mint
