// The keys of a client: its jwks, or its jwks_uri, fetched again where a kid is not in it (OIDC Core §10.1.1).
#pragma once
#include "idp/call/services.hpp"
#include "idp/oauth/client.hpp"
#include "keys/jwk_set.hpp"
#include "keys/jws.hpp"

namespace zugang::idp::client_auth {

/// The payload of what the client signed with one of its keys, by the algorithm of the header where that is one of ours
/// and, if given, is `demanded`. Fails with words for the log.
[[nodiscard]] Result<std::string> verify_client_jws(oauth::Client const& client, keys::UnverifiedJws const& jws,
                                                    std::optional<keys::Algorithm> demanded, Services& on, Instant now);
/// The key to encrypt an answer to. Fails where the client has none that fits.
[[nodiscard]] Result<keys::EncryptionKey> find_encryption_key(oauth::Client const& client,
                                                              keys::KeyManagement algorithm, Services& on, Instant now);
/// The client's key set as it stands. Fails where it has none or it cannot be fetched.
[[nodiscard]] Result<keys::JwkSet> load_client_keys(oauth::Client const& client, RemoteDocuments::Freshness freshness,
                                                    Services& on, Instant now);

} // namespace zugang::idp::client_auth
