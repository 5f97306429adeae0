// The token endpoint's answer (RFC 6749 §5.1, OIDC Core §3.1.3.3): access token, ID token and what goes along.
#pragma once
#include "http/response.hpp"
#include "idp/mint/access_token.hpp"
#include "idp/mint/id_token.hpp"

namespace zugang::idp::mint {

/// JSON, not to be cached. token_type is DPoP where the access token is bound to a key (RFC 9449 §5).
[[nodiscard]] http::Response token_answer(TokenRequest const& request, Services& on, Instant now);

} // namespace zugang::idp::mint
