// The methods of client authentication (OIDC Core §9, RFC 8705 §2), one file each. Each says whether the request proves
// the client in this way and no other.
#pragma once
#include "idp/client_auth/presented.hpp"
#include "idp/oauth/client.hpp"

namespace zugang::idp::client_auth {

struct Attempt {
    oauth::Client const& client; // registered for this method
    Presented const& presented;  // names this client
    Call const& call;
    Services& on;
};

// Each fails with words for the log.
[[nodiscard]] Result<void> check_none(Attempt const& attempt);
[[nodiscard]] Result<void> check_client_secret_basic(Attempt const& attempt);
[[nodiscard]] Result<void> check_client_secret_post(Attempt const& attempt);
[[nodiscard]] Result<void> check_client_secret_jwt(Attempt const& attempt);
[[nodiscard]] Result<void> check_private_key_jwt(Attempt const& attempt);
[[nodiscard]] Result<void> check_tls_client_auth(Attempt const& attempt);
[[nodiscard]] Result<void> check_self_signed_tls_client_auth(Attempt const& attempt);

} // namespace zugang::idp::client_auth
