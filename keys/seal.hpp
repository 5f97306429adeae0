// Sealing of secrets at rest: AES-256-GCM under a key derived from the master key, key id and associated data included.
#pragma once
#include "base/bytes.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include <memory>
#include <string>
#include <string_view>

namespace zugang::keys {

/// Seals under purpose keys (HKDF-SHA256 of the master key). Record: version | key id | 96-bit nonce | ciphertext |
/// tag.
class Sealer {
public:
    /// `master_key` has 32 bytes; its id is the first 4 bytes of a hash.
    Sealer(Secret master_key, Random& random);
    /// Reads 32 bytes from a file (base64url text or raw), refusing one that others may read.
    [[nodiscard]] static Result<Secret> load_master_key(std::string const& file);
    /// Creates the file with a fresh key, mode 0400, fsynced; fails where it exists.
    [[nodiscard]] static Result<Secret> create_master_key(std::string const& file, Random& random);

    struct Place { // associated data: a sealed value moved to another row does not open
        std::string_view table;
        std::string_view column;
        std::string_view row;
    };
    [[nodiscard]] Bytes seal(std::string_view plaintext, Place place) const;
    [[nodiscard]] Result<Secret> open(ByteView sealed, Place place) const;
    /// HMAC-SHA256 under a purpose key outside the database: lookups of low-entropy values, derived tokens, CSRF.
    [[nodiscard]] Bytes keyed_hash(std::string_view purpose, std::string_view message) const;

private:
    Secret master_key_;
    std::string key_id_;
    Random* random_;
};

} // namespace zugang::keys
