// What a protected resource of ours answers where a token is missing or not good (RFC 6750 §3, RFC 9449 §7.1).
#pragma once
#include "idp/call/call.hpp"
#include "idp/oauth/error.hpp"

namespace zugang::idp::client_auth {

/// No token was sent: the challenge names both schemes and no error code (RFC 6750 §3.1). It says where to read who
/// gives tokens (RFC 9728 §5.1).
[[nodiscard]] http::Response challenge_without_error(Services& on);
/// In the scheme the token came with; use_dpop_nonce brings a fresh nonce along.
[[nodiscard]] http::Response challenge(oauth::Error const& error, Call const& call, Services& on);

} // namespace zugang::idp::client_auth
