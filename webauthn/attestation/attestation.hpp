// Attestation: what an authenticator says of itself at registration (WebAuthn L3 §6.5, §8), one file per format.
#pragma once
#include "webauthn/authenticator_data.hpp"
#include <string>

namespace zugang::webauthn {

enum class AttestationType { none, self, certificate, anonymization_ca };

struct Attestation {
    std::string format = "none";
    AttestationType type = AttestationType::none;
    std::vector<Bytes> certificates = {}; // x5c, DER, the leaf first; empty for none and self
    // False where the statement itself says that the key may have been made or kept outside of hardware: a TPM's key
    // that can be moved, an Android key of which the trusted environment says nothing. Mode `verify` refuses it.
    bool is_in_hardware = true;
};

/// What a statement is about.
struct AttestationSubject {
    ByteView authenticator_data; // as signed
    AuthenticatorData const& data;
    AttestedCredential const& credential; // of `data`
    ByteView client_data_hash;
};

/// Checks the statement by its format's verification procedure (§7.1 step 21): signature, certificate contents,
/// consistency. Whether the certificates come from somebody trusted is check_policy's question, and their validity in
/// time with it.
[[nodiscard]] Result<Attestation, Refusal> verify_statement(std::string_view format, Cbor const& statement,
                                                            AttestationSubject const& subject);

// One file each.
[[nodiscard]] Result<Attestation, Refusal> verify_none(Cbor const& statement);
[[nodiscard]] Result<Attestation, Refusal> verify_packed(Cbor const& statement, AttestationSubject const& subject);
/// packed without certificates: the credential's own key signs (§8.2, self attestation).
[[nodiscard]] Result<Attestation, Refusal> verify_self(Cbor const& statement, AttestationSubject const& subject);
[[nodiscard]] Result<Attestation, Refusal> verify_fido_u2f(Cbor const& statement, AttestationSubject const& subject);
[[nodiscard]] Result<Attestation, Refusal> verify_tpm(Cbor const& statement, AttestationSubject const& subject);
[[nodiscard]] Result<Attestation, Refusal> verify_android_key(Cbor const& statement, AttestationSubject const& subject);
[[nodiscard]] Result<Attestation, Refusal> verify_apple(Cbor const& statement, AttestationSubject const& subject);

} // namespace zugang::webauthn
