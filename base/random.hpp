// Random: the only source of random bytes; a failure ends the process rather than weakens a secret.
#pragma once
#include "base/bytes.hpp"
#include <string>
#include <string_view>

namespace zugang {

class Random {
public:
    virtual ~Random() = default;
    /// `count` unpredictable bytes.
    [[nodiscard]] virtual Bytes bytes(std::size_t count) = 0;
};

/// OpenSSL's generator, seeded by the operating system.
class SystemRandom : public Random {
public:
    [[nodiscard]] Bytes bytes(std::size_t count) override;
};

/// A prefix and 32 random bytes in base64url ("zac_…"): 256 bits, recognisable by kind.
[[nodiscard]] std::string random_token(Random& random, std::string_view prefix);

} // namespace zugang
