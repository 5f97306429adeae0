// passkeys: WebAuthn credentials of accounts: passkeys, which are both factors at once, and security keys, which come
// after the password.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct Passkey {
    enum class Kind { passkey, security_key };
    std::string id; // "psk_…"
    std::string account_id;
    std::string flow_id; // the sign-in it was set up in
    Kind kind = Kind::passkey;
    std::string name; // given by the person, never empty
    Bytes credential_id;
    Bytes public_key; // COSE
    std::int64_t sign_count = 0;
    bool backup_eligible = false; // told at registration, and the same ever after (WebAuthn L3 §6.1.3)
    bool backed_up = false;       // as last told
    std::string transports;       // blank separated, as the browser told them
    Bytes aaguid;                 // 16 bytes
    std::string attestation_format;
    bool is_attested = false; // a configured root vouched for it
    Instant created_at;
    std::optional<Instant> last_used_at;
    std::optional<Instant> removed_at;
    std::optional<Instant> expires_at; // of a removed one: until when it can come back

    [[nodiscard]] bool counts() const { return !removed_at; }
};

namespace passkeys {

struct Limit {
    std::int64_t most = 0; // of one account
    bool is_first = false; // the account must have no factor yet: only then was the password alone enough to add one
};
enum class Inserted { yes, exists, too_many, not_first };
/// `exists`: the credential is somebody's already, perhaps this account's.
[[nodiscard]] Inserted insert(Connection& db, Passkey const& passkey, Limit const& limit);
[[nodiscard]] std::optional<Passkey> find(Connection& db, std::string_view id);
[[nodiscard]] std::optional<Passkey> find_by_credential(Connection& db, Bytes const& credential_id);
/// The one set up in a sign-in, removed or not: what a form sent twice made the first time.
[[nodiscard]] std::optional<Passkey> find_of_flow(Connection& db, std::string_view flow_id,
                                                  std::string_view account_id);
/// Those that count, the oldest first.
[[nodiscard]] std::vector<Passkey> list(Connection& db, std::string_view account_id);
[[nodiscard]] std::int64_t count(Connection& db, std::string_view account_id);

struct Use {
    std::int64_t sign_count = 0; // as signed
    bool backed_up = false;
};
enum class Used { yes, gone, went_back };
/// The counter only moves forward (WebAuthn L3 §6.1.1), or stays zero with authenticators that have none. `went_back`:
/// somebody may have a copy of the key; nothing is changed.
[[nodiscard]] Used use(Connection& db, std::string_view id, Use const& use, Instant now);

/// False where it is not one of the account's that count.
[[nodiscard]] bool rename(Connection& db, std::string_view id, std::string_view account_id, std::string_view name);
/// Removed ones that cannot come back.
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace passkeys

namespace user_handles {

/// The account's, `fresh` (32 random bytes) from now on where it has none.
[[nodiscard]] Bytes find_or_insert(Connection& db, std::string_view account_id, Bytes const& fresh);
[[nodiscard]] std::optional<Bytes> find(Connection& db, std::string_view account_id);

} // namespace user_handles

namespace passkey_challenges {

/// True once for each token.
[[nodiscard]] bool use(Connection& db, Bytes const& token_hash, Instant expires_at);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace passkey_challenges
} // namespace zugang::store
