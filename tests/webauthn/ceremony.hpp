// What the tests of whole ceremonies share: the relying party, and the verifier asked in its own words.
#pragma once
#include "tests/webauthn/changed_ceremonies.hpp"
#include "webauthn/verify_assertion.hpp"
#include "webauthn/verify_registration.hpp"

namespace zugang::webauthn::tests {

[[nodiscard]] RelyingParty const& party_of_test();
/// Mode `verify` with the run's root.
[[nodiscard]] AttestationPolicy const& policy_with_root();

/// Through the JSON, as a page sends it.
[[nodiscard]] Result<Registered, Refusal> verify(RegistrationDraft const& draft, AttestationPolicy const& policy);
[[nodiscard]] Result<Registered, Refusal> verify_registration_json(std::string_view json,
                                                                   AttestationPolicy const& policy);
[[nodiscard]] Result<Asserted, Refusal> verify(AssertionDraft const& draft);
/// Another answer than the draft's, for its credential.
[[nodiscard]] Result<Asserted, Refusal> verify_assertion_json(std::string_view json, AssertionDraft const& draft);

/// Whether a refusal has that reason; an acceptance has none.
template <class T>
[[nodiscard]] std::string_view outcome(Result<T, Refusal> const& result)
{
    return result ? "accepted" : to_name(result.error().reason);
}

/// Self attestation and none name nobody, so trust in them cannot be asked for.
[[nodiscard]] AttestationPolicy policy_for(AttestationKind kind);

} // namespace zugang::webauthn::tests
