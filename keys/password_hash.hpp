// Password hashing: Argon2id (RFC 9106) through libsodium, PHC strings.
#pragma once
#include "base/secret.hpp"
#include <cstdint>
#include <string>

namespace zugang::keys {

struct Argon2Parameters {
    std::uint32_t memory_kib = 47104; // 46 MiB
    std::uint32_t iterations = 1;
};

class PasswordHasher {
public:
    explicit PasswordHasher(Argon2Parameters parameters);
    /// $argon2id$v=19$m=…,t=…,p=1$salt$tag of the password after NFKC. Throws std::bad_alloc where memory is short.
    [[nodiscard]] std::string hash(Secret const& password) const;
    /// False for a wrong password and for a string that is no hash.
    [[nodiscard]] bool verify(Secret const& password, std::string_view phc) const;
    /// The same work as `verify` against a fixed hash, for an account that does not exist. Always false.
    bool verify_nobody(Secret const& password) const;
    [[nodiscard]] bool needs_rehash(std::string_view phc) const;

private:
    Argon2Parameters parameters_;
    std::string nobody_;
};

} // namespace zugang::keys
