// An access token that came back: verified (RFC 9068 §4), its grant still live.
#pragma once
#include "idp/call/call.hpp"
#include "store/grants.hpp"

namespace zugang::idp::mint {

struct VerifiedAccessToken {
    store::Grant grant;
    std::vector<std::string> scope;
};

/// Throws oauth::Error invalid_token for one that is malformed, not ours, expired or revoked.
[[nodiscard]] VerifiedAccessToken verify_access_token(std::string_view text, Services& on, Instant now);

} // namespace zugang::idp::mint
