// The test vectors printed in the specification (WebAuthn L3 §16), for every format and algorithm that we know.
#pragma once
#include "base/bytes.hpp"
#include "webauthn/relying_party.hpp"
#include "webauthn/verify_assertion.hpp"
#include <string>
#include <vector>

namespace zugang::webauthn {

struct SpecificationVector {
    std::string title; // "§16.8 packed, ES384"
    std::string format;
    Bytes credential_id;
    Bytes registration_challenge;
    Bytes registration_client_data;
    Bytes attestation_object;
    Bytes assertion_challenge;
    AssertionResponse assertion;
};

[[nodiscard]] std::vector<SpecificationVector> const& specification_vectors();
/// The root of the attestation certificates, DER.
[[nodiscard]] Bytes const& specification_root();
/// Who the vector is made for: one of them runs in a frame of a page that is named, one of a page that is not.
[[nodiscard]] RelyingParty specification_party(SpecificationVector const& vector);
/// Authenticator data within an attestation object.
[[nodiscard]] Bytes authenticator_data_of(ByteView attestation_object);

} // namespace zugang::webauthn
