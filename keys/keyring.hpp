// Keyring: the server's own keys in force, for signing and for decryption. Each kind has one current key, perhaps a
// next and retired ones.
#pragma once
#include "base/clock.hpp"
#include "keys/jwe.hpp"
#include "keys/jws.hpp"
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace zugang::keys {

enum class KeyState { next, current, retired };
[[nodiscard]] std::string_view to_name(KeyState state);
[[nodiscard]] std::optional<KeyState> parse_key_state(std::string_view name);

/// A signature algorithm, or a family of key management: ECDH-ES stands for its key wraps too, RSA-OAEP-256 for
/// RSA-OAEP.
using KeyKind = std::variant<Algorithm, KeyManagement>;
[[nodiscard]] std::string_view to_name(KeyKind kind);
[[nodiscard]] std::optional<KeyKind> parse_key_kind(std::string_view name); // case-sensitive

struct SigningKey {
    PrivateKey key;
    KeyState state = KeyState::current;
    Instant created_at;
    Instant state_since;
};

struct OwnDecryptionKey { // for what clients encrypt to us: request objects
    DecryptionKey key;
    KeyState state = KeyState::current;
    Instant created_at;
    Instant state_since;
};

/// An immutable set of keys; a new one replaces it as a whole.
class KeySet {
public:
    explicit KeySet(std::vector<SigningKey> keys, std::vector<OwnDecryptionKey> decryption_keys = {});
    /// The current key of an algorithm.
    [[nodiscard]] PrivateKey const* find_current(Algorithm algorithm) const;
    /// A key of ours by kid, in any state: verifies what we signed.
    [[nodiscard]] PublicKey const* find_public(std::string_view kid) const;
    /// The plaintext of a compact JWE, with the key its kid names, or without one with any that fits; in any state.
    /// Fails with words for the log.
    [[nodiscard]] Result<std::string> decrypt(std::string_view compact_jwe) const;
    /// {"keys":[…]}: next, current and retired keys for signing, current ones for encryption; public members only.
    [[nodiscard]] std::string const& jwks() const { return jwks_; }
    [[nodiscard]] std::vector<SigningKey> const& keys() const { return keys_; }
    [[nodiscard]] std::vector<OwnDecryptionKey> const& decryption_keys() const { return decryption_keys_; }

private:
    std::vector<SigningKey> keys_;
    std::vector<OwnDecryptionKey> decryption_keys_;
    std::vector<PublicKey> public_keys_;
    std::string jwks_;
};

/// Holds the present KeySet; readers take a snapshot, rotation swaps it. Thread-safe.
class Keyring {
public:
    explicit Keyring(KeySet keys);
    [[nodiscard]] std::shared_ptr<KeySet const> snapshot() const;
    void replace(KeySet keys);

private:
    mutable std::mutex mutex_;
    std::shared_ptr<KeySet const> keys_;
};

struct RotationPolicy {                                 // security.md R-71
    Duration active = std::chrono::days{90};            // a current key older than this is replaced
    Duration published_before = std::chrono::hours{24}; // a next key stands in the JWKS this long before it signs
    Duration retired_for = std::chrono::hours{25};      // the longest token's life and a day
};

/// What age alone demands now: pure, so every moment can be tested. `drop` is set for retired keys past their time.
struct RotationStep {
    enum class Kind { add_next, promote, drop };
    Kind kind;
    KeyKind of;
    std::string kid; // of the key promoted or dropped
};
[[nodiscard]] std::vector<RotationStep> due_rotations(KeySet const& keys, RotationPolicy const& policy, Instant now);

} // namespace zugang::keys
