// Attestation statements made by software, for tests (WebAuthn L3 §8): one function per format in soft_attestation.cpp.
#pragma once
#include "tests/support/soft_ceremony.hpp"

namespace zugang::tests {

/// Gives the registration its format and statement. `key` is the credential's.
void attest(SoftRegistration& registration, AttestationKind kind, SoftKey const& key);

} // namespace zugang::tests
