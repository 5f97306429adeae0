// The grants of the token endpoint, one file each. The endpoint has authenticated the client before one is called.
#pragma once
#include "idp/client_auth/authenticate_client.hpp"

namespace zugang::idp::token::grants {

/// RFC 6749 §4.1.3 with PKCE (RFC 7636 §4.6). Throws oauth::Error.
[[nodiscard]] http::Response authorization_code(client_auth::AuthenticatedClient const& client, Call const& call,
                                                Services& on);
/// RFC 6749 §6 with rotation (RFC 9700 §4.14.2). Throws oauth::Error.
[[nodiscard]] http::Response refresh_token(client_auth::AuthenticatedClient const& client, Call const& call,
                                           Services& on);
/// RFC 8628 §3.4. Throws oauth::Error, authorization_pending and slow_down among them.
[[nodiscard]] http::Response device_code(client_auth::AuthenticatedClient const& client, Call const& call,
                                         Services& on);
/// CIBA §10.1. Throws oauth::Error, authorization_pending and slow_down among them.
[[nodiscard]] http::Response ciba(client_auth::AuthenticatedClient const& client, Call const& call, Services& on);
/// RFC 6749 §4.4: the client for itself. Throws oauth::Error.
[[nodiscard]] http::Response client_credentials(client_auth::AuthenticatedClient const& authenticated, Call const& call,
                                                Services& on);
/// RFC 8693. Throws oauth::Error.
[[nodiscard]] http::Response token_exchange(client_auth::AuthenticatedClient const& authenticated, Call const& call,
                                            Services& on);

} // namespace zugang::idp::token::grants
