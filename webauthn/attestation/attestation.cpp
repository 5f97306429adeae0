#include "webauthn/attestation/attestation.hpp"

namespace zugang::webauthn {

Result<Attestation, Refusal> verify_statement(std::string_view format, Cbor const& statement,
                                              AttestationSubject const& subject)
{
    if (format == "none")
        return verify_none(statement);
    if (format == "packed")
        return verify_packed(statement, subject);
    if (format == "fido-u2f")
        return verify_fido_u2f(statement, subject);
    if (format == "tpm")
        return verify_tpm(statement, subject);
    if (format == "android-key")
        return verify_android_key(statement, subject);
    if (format == "apple")
        return verify_apple(statement, subject);
    // Among the unknown: android-safetynet, whose service has ended, and compound, which no authenticator speaks.
    return refuse(Reason::unknown_format, "WebAuthn L3 §7.1 step 21");
}

} // namespace zugang::webauthn
