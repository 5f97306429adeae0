// The logout token (OpenID Connect Back-Channel Logout 1.0 §2.4).
#pragma once
#include "idp/call/services.hpp"
#include "idp/oauth/client.hpp"
#include <string>

namespace zugang::idp::mint {

struct LogoutTokenFacts {
    oauth::Client const& client;
    std::string account_id;
    std::string session_id;
};

/// typ logout+jwt, so that it passes for nothing else; good for two minutes; signed like the client's ID tokens.
[[nodiscard]] std::string mint_logout_token(LogoutTokenFacts const& facts, Services& on, Instant now);

} // namespace zugang::idp::mint
