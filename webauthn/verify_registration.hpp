// Registration (WebAuthn L3 §7.1): from what the browser answered to a credential that may be stored.
#pragma once
#include "base/clock.hpp"
#include "webauthn/attestation/attestation.hpp"
#include "webauthn/attestation/policy.hpp"
#include "webauthn/authenticator_data.hpp"
#include "webauthn/relying_party.hpp"
#include <string>
#include <vector>

namespace zugang::webauthn {

/// RegistrationResponseJSON (§5.1): the members that count.
struct RegistrationResponse {
    Bytes id;
    Bytes client_data;
    Bytes attestation_object;
    std::vector<std::string> transports; // what the browser says: "internal", "hybrid", "usb"…
};
/// `json` is PublicKeyCredential.toJSON() of navigator.credentials.create().
[[nodiscard]] Result<RegistrationResponse, Refusal> parse_registration_response(std::string_view json);

struct RegistrationExpectation {
    RelyingParty const& party;
    ByteView challenge; // 32 bytes, made for this ceremony, already used up
    UserVerification user_verification = UserVerification::required;
    bool is_conditional = false; // mediation "conditional": nobody was asked, so presence need not be shown (step 15)
    AttestationPolicy const& attestation;
    Instant now;
};

struct Registered {
    Bytes id;
    CoseKey key;
    std::uint32_t sign_count = 0;
    Flags flags;
    Aaguid aaguid{};
    std::vector<std::string> transports; // known words alone, each once
    Attestation attestation;
    bool is_attested = false; // a configured root vouches for it
};
/// Whether the id is anybody's already is for the store to say (step 26).
[[nodiscard]] Result<Registered, Refusal> verify_registration(RegistrationResponse const& response,
                                                              RegistrationExpectation const& expectation);

} // namespace zugang::webauthn
