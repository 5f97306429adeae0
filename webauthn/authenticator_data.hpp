// AuthenticatorData: what an authenticator signs (WebAuthn L3 §6.1). Everything is read or refused; nothing is left
// over.
#pragma once
#include "webauthn/cbor.hpp"
#include "webauthn/cose_key.hpp"
#include <array>

namespace zugang::webauthn {

using Aaguid = std::array<std::uint8_t, 16>; // the authenticator's model; zeros: not told

struct Flags {
    bool user_present = false;
    bool user_verified = false;
    bool backup_eligible = false; // the key may be on several devices
    bool backed_up = false;       // and is by now
};

struct AttestedCredential {
    Aaguid aaguid{};
    Bytes id;
    CoseKey key;
};

struct AuthenticatorData {
    std::array<std::uint8_t, 32> rp_id_hash{};
    Flags flags;
    std::uint32_t sign_count = 0;
    std::optional<AttestedCredential> credential; // at registration
    std::optional<Cbor> extensions;               // a map
};

/// Refuses reserved flags that are set, BS without BE (§6.1), flags without their data, and data without its flag.
[[nodiscard]] Result<AuthenticatorData, Refusal> parse_authenticator_data(ByteView bytes);

} // namespace zugang::webauthn
