// Key: what an authenticator app and this server share (RFC 6238 §3), and the numbers both must agree on.
#pragma once
#include "base/clock.hpp"
#include "base/secret.hpp"
#include <cstdint>
#include <string_view>

namespace zugang::totp {

/// SHA-1 is what every app computes; HMAC does not need the collision resistance SHA-1 has lost (RFC 6194 §3.3).
enum class Algorithm { sha1, sha256 };

struct Key {
    Secret bytes; // raw, not base32
    Algorithm algorithm = Algorithm::sha1;
};

inline constexpr std::chrono::seconds step_length{30};
inline constexpr unsigned code_digits = 6;

/// Which code is shown at `at`: the number of whole steps since 1970.
[[nodiscard]] std::int64_t step_at(Instant at);
/// When the step begins.
[[nodiscard]] Instant start_of(std::int64_t step);

/// "SHA1" or "SHA256", as the store and `otpauth://` addresses write it.
[[nodiscard]] std::string_view name_of(Algorithm algorithm);
/// The other way round; anything else throws std::invalid_argument.
[[nodiscard]] Algorithm algorithm_from(std::string_view name);

} // namespace zugang::totp
