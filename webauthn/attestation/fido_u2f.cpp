// WebAuthn L3 §8.6: the format "fido-u2f", of security keys that speak CTAP1 only.
#include "webauthn/attestation/statement.hpp"

namespace zugang::webauthn {
namespace {

constexpr std::int64_t es256 = static_cast<std::int64_t>(Algorithm::es256);

void append(Bytes& to, ByteView bytes)
{
    to.insert(to.end(), bytes.begin(), bytes.end());
}

/// Steps 4 and 5: the message a U2F authenticator signs at registration (FIDO U2F Raw Message Formats §4.3).
Bytes registration_message(AttestationSubject const& subject, EcPoint const& point)
{
    Bytes message{0x00};
    append(message, subject.data.rp_id_hash);
    append(message, subject.client_data_hash);
    append(message, subject.credential.id);
    message.push_back(0x04); // uncompressed (ANSI X9.62)
    append(message, point.x);
    append(message, point.y);
    return message;
}

} // namespace

Result<Attestation, Refusal> verify_fido_u2f(Cbor const& statement, AttestationSubject const& subject)
{
    // Steps 1 and 2: the syntax, and exactly one certificate.
    auto const* const sig = statement.find("sig");
    auto const* const signature = sig != nullptr ? sig->bytes() : nullptr;
    auto chain = read_chain(statement);
    if (signature == nullptr || !chain || chain->certificates.size() != 1)
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.6 steps 1 and 2");
    // Step 3: U2F knows keys on P-256 only.
    auto const* const point = std::get_if<EcPoint>(&subject.credential.key.numbers);
    if (point == nullptr || subject.credential.key.algorithm != Algorithm::es256)
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.6 step 4");
    // The signed message does not hold the AAGUID, and a U2F authenticator has none: any other than zero is what
    // somebody on the way wrote, to be taken for a model that is allowed.
    if (subject.credential.aaguid != Aaguid{})
        return refuse(Reason::wrong_statement, "CTAP 2.1 §8: the AAGUID of a U2F authenticator is zero");
    // Steps 2 and 6: the certificate's key is on P-256 and signed the message.
    if (!chain->leaf.verify(es256, registration_message(subject, *point), *signature))
        return refuse(Reason::wrong_signature, "WebAuthn L3 §8.6 step 6");
    return Attestation{
        .format = "fido-u2f", .type = AttestationType::certificate, .certificates = std::move(chain->certificates)};
}

} // namespace zugang::webauthn
