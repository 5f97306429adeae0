// clients: the registered relying parties. Metadata is one JSON object with the names of RFC 7591.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct ClientRow {
    std::string id;
    std::string metadata;             // JSON object, RFC 7591 names and ours
    std::optional<Bytes> secret_hash; // SHA-256: the secret is generated with 256 bits
    Instant created_at;
    Instant updated_at;
    std::optional<Bytes> secret_sealed = {};           // place {"clients", "secret", id}; for client_secret_jwt alone
    std::optional<Bytes> registration_token_hash = {}; // SHA-256 (RFC 7592); of clients that registered themselves
};

namespace clients {

/// False where the id exists.
[[nodiscard]] bool insert(Connection& db, ClientRow const& client);
[[nodiscard]] std::optional<ClientRow> find(Connection& db, std::string_view id);
[[nodiscard]] std::vector<ClientRow> list(Connection& db);
[[nodiscard]] bool update(Connection& db, ClientRow const& client);
[[nodiscard]] bool remove(Connection& db, std::string_view id);

} // namespace clients

namespace consents {

/// The consent words an account has allowed a client, space-separated (idp/session/consent_words); nothing where it
/// never did.
[[nodiscard]] std::optional<std::string> find(Connection& db, std::string_view account_id, std::string_view client_id);
/// Replaces what was allowed before.
void save(Connection& db, std::string_view account_id, std::string_view client_id, std::string_view scope, Instant now);

} // namespace consents
} // namespace zugang::store
