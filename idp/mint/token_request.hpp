// TokenRequest: what tokens are minted from: a client, the live grant, and what of it this request asks for.
#pragma once
#include "idp/call/services.hpp"
#include "idp/oauth/client.hpp"
#include "idp/oauth/grant_details.hpp"
#include "store/grants.hpp"

namespace zugang::idp::mint {

struct TokenRequest {
    oauth::Client const& client;
    store::Grant const& grant;                     // without an id: the client acts for itself (client_credentials)
    std::vector<std::string> scope;                // of this access token
    std::optional<std::string> nonce = {};         // of the authorization request; not repeated on refresh
    std::optional<std::string> refresh_token = {}; // handed out along
    std::vector<std::string> resources = {};       // of this access token (RFC 8707); where empty, the grant's
    std::string authorization_details = {};        // likewise (RFC 9396), a JSON array
    oauth::Confirmation confirmation = {};         // whose key or certificate the access token is bound to
    std::string actor = {};                        // act (RFC 8693 §4.1), a JSON object: who acts for the person
    std::optional<Instant> not_after = {};         // the access token ends then at the latest
    std::string issued_token_type = {};            // of a token exchange (RFC 8693 §2.2.1)

    /// When an access token minted now ends.
    [[nodiscard]] Instant access_token_end(config::Config const& config, Instant now) const
    {
        auto const end = now + Duration{config.oidc.access_token_lifetime};
        return not_after && *not_after < end ? *not_after : end;
    }
};

} // namespace zugang::idp::mint
