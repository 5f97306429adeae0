// KeyDescription: what Android's keystore certifies of a key (Android Keystore, key and ID attestation; the extension
// 1.3.6.1.4.1.11129.2.1.17), the members that WebAuthn asks for.
#pragma once
#include "base/bytes.hpp"
#include <cstdint>
#include <optional>
#include <vector>

namespace zugang::webauthn {

struct AndroidAuthorizations {
    std::vector<std::int64_t> purposes; // [1]
    bool has_all_applications = false;  // [600]
    std::optional<std::int64_t> origin; // [702]
};

struct AndroidKeyDescription {
    std::int64_t attestation_level = 0; // 0 software, 1 trusted environment, 2 a chip of its own
    std::int64_t keymaster_level = 0;   // the same of the keystore itself
    Bytes challenge;
    AndroidAuthorizations software; // enforced by the system
    AndroidAuthorizations hardware; // enforced by the trusted environment ("teeEnforced")
};

/// Nothing for what is not one KeyDescription from the first byte to the last, or has a member twice that counts.
[[nodiscard]] std::optional<AndroidKeyDescription> parse_android_key_description(ByteView der);

} // namespace zugang::webauthn
