// What a registration is begun and managed with: the initial access token, the client's secret, and the token of its
// registration (RFC 7591 §3, RFC 7592 §3).
#pragma once
#include "base/secret.hpp"
#include "idp/call/call.hpp"
#include "idp/oauth/client.hpp"

namespace zugang::idp::registration {

/// SHA-256 of the bearer token in the Authorization header. Throws oauth::Error invalid_token where there is none.
[[nodiscard]] Secret load_bearer(Call const& call);
[[nodiscard]] Bytes hash_token(Secret const& token);

/// A new secret where the client's method has one, else empty. The client keeps its hash, or seals it.
[[nodiscard]] Secret give_secret(oauth::Client& client, Services& on);
/// The client keeps this one.
void keep_secret(oauth::Client& client, Secret const& secret, Services& on);
[[nodiscard]] bool is_secret_of(oauth::Client const& client, Secret const& secret, Services& on);

[[nodiscard]] Secret mint_registration_token(Services& on);

} // namespace zugang::idp::registration
