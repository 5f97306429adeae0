// Where else this server's passkeys are used, and where people make and manage them: what browsers and password
// managers look for (WebAuthn L3 §5.11; W3C, A Well-Known URL for Relying Party Passkey Endpoints).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::endpoints {

/// GET /.well-known/webauthn: the origins that may use passkeys of this host; 404 where there is the issuer alone.
[[nodiscard]] http::Response get_related_origins(Call const& call, Services& on);
/// GET /.well-known/passkey-endpoints.
[[nodiscard]] http::Response get_passkey_endpoints(Call const& call, Services& on);

} // namespace zugang::idp::endpoints
