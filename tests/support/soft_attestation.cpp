#include "tests/support/soft_attestation.hpp"
#include "tests/support/cbor_writer.hpp"

namespace zugang::tests {
namespace {

/// §8.2: the credential's own key signs.
void attest_by_self(SoftRegistration& registration, SoftKey const& key)
{
    auto const signature = key.sign(signed_message(registration.authenticator_data, registration.client_data));
    registration.format = "packed";
    registration.statement = cbor::map(
        {{cbor::text("alg"), cbor::integer(cose_algorithm(key.kind()))}, {cbor::text("sig"), cbor::bytes(signature)}});
}

} // namespace

void attest(SoftRegistration& registration, AttestationKind kind, SoftKey const& key)
{
    switch (kind) {
    case AttestationKind::none:
        return;
    case AttestationKind::self:
        return attest_by_self(registration, key);
    }
}

} // namespace zugang::tests
