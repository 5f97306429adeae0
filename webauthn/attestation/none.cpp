// WebAuthn L3 §8.7: the format "none" says nothing.
#include "webauthn/attestation/attestation.hpp"

namespace zugang::webauthn {

Result<Attestation, Refusal> verify_none(Cbor const& statement)
{
    // $$attStmtType: attStmt is an empty map. What stood in it would be checked by nobody.
    if (statement.map() == nullptr || !statement.map()->empty())
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.7: an empty map");
    return Attestation{.format = "none", .type = AttestationType::none};
}

} // namespace zugang::webauthn
