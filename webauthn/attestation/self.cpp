// WebAuthn L3 §8.2, self attestation: the credential's own key signs. It proves possession and nothing of the model.
#include "webauthn/attestation/statement.hpp"
#include "webauthn/signature.hpp"

namespace zugang::webauthn {

Result<Attestation, Refusal> verify_self(Cbor const& statement, AttestationSubject const& subject)
{
    // Step 1: the syntax.
    auto const given = read_signature(statement);
    if (!given || statement.find("x5c") != nullptr)
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.2: alg and sig");
    // Step 3.1: alg matches the algorithm of credentialPublicKey.
    if (given->algorithm != static_cast<std::int64_t>(subject.credential.key.algorithm))
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.2 step 3.1");
    // Step 3.2: sig over authenticatorData and clientDataHash, by the credential's key.
    if (!verify_signature(subject.credential.key, to_be_signed(subject), given->signature))
        return refuse(Reason::wrong_signature, "WebAuthn L3 §8.2 step 3.2");
    return Attestation{.format = "packed", .type = AttestationType::self};
}

} // namespace zugang::webauthn
