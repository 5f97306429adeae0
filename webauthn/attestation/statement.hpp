// What several attestation formats share: the chain "x5c", the signed bytes, the AAGUID in a certificate (WebAuthn L3
// §8).
#pragma once
#include "webauthn/attestation/attestation.hpp"
#include "webauthn/certificate.hpp"

namespace zugang::webauthn {

struct CertificateChain {
    std::vector<Bytes> certificates; // DER, each one a certificate
    Certificate leaf;                // of the first
};
/// "x5c": one to eight certificates; nothing for anything else.
[[nodiscard]] std::optional<CertificateChain> read_chain(Cbor const& statement);

struct StatementSignature {
    std::int64_t algorithm; // COSE
    ByteView signature;
};
/// "alg" and "sig"; nothing where one is missing or of another type.
[[nodiscard]] std::optional<StatementSignature> read_signature(Cbor const& statement);

/// authenticatorData and clientDataHash, one behind the other.
[[nodiscard]] Bytes to_be_signed(AttestationSubject const& subject);

/// id-fido-gen-ce-aaguid (1.3.6.1.4.1.45724.1.1.4): the AAGUID in an OCTET STRING of its own. True where the
/// certificate has no such extension; `may_be_critical` is false for the formats that forbid it.
[[nodiscard]] bool agrees_on_aaguid(Certificate const& leaf, Aaguid const& aaguid, bool may_be_critical);

} // namespace zugang::webauthn
