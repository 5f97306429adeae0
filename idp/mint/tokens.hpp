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

/// RFC 9068: typ at+jwt, aud is the issuer.
[[nodiscard]] std::string mint_access_token(TokenRequest const& request, Services& on, Instant now);
/// With at_hash; signed with the algorithm the client registered.
[[nodiscard]] std::string mint_id_token(TokenRequest const& request, std::string_view access_token, Services& on,
                                        Instant now);
/// The JSON answer of RFC 6749 §5.1, not to be cached.
[[nodiscard]] http::Response token_answer(TokenRequest const& request, Services& on, Instant now);

} // namespace zugang::idp::mint
