#include "tests/webauthn/ceremony.hpp"
#include "webauthn/trust_store.hpp"

namespace zugang::webauthn::tests {

RelyingParty const& party_of_test()
{
    static RelyingParty const party{.id = "konto.example.org", .origins = {"https://konto.example.org", app_origin}};
    return party;
}

AttestationPolicy const& policy_with_root()
{
    static AttestationPolicy const policy{
        .mode = AttestationPolicy::Mode::verify,
        .roots = std::make_shared<TrustStore>(TrustStore::from_der({SoftAuthority::of_run().root.der}))};
    return policy;
}

AttestationPolicy policy_for(AttestationKind kind)
{
    return has_certificates(kind) ? policy_with_root() : AttestationPolicy{};
}

Result<Registered, Refusal> verify_registration_json(std::string_view json, AttestationPolicy const& policy)
{
    auto const response = parse_registration_response(json);
    if (!response)
        return std::unexpected(response.error());
    return verify_registration(*response, {.party = party_of_test(),
                                           .challenge = challenge_of_test(),
                                           .attestation = policy,
                                           .now = SystemClock().now()});
}

Result<Registered, Refusal> verify(RegistrationDraft const& draft, AttestationPolicy const& policy)
{
    return verify_registration_json(draft.answer.json(), policy);
}

Result<Asserted, Refusal> verify(AssertionDraft const& draft)
{
    return verify_assertion_json(draft.answer.json(), draft);
}

Result<Asserted, Refusal> verify_assertion_json(std::string_view json, AssertionDraft const& draft)
{
    auto const response = parse_assertion_response(json);
    if (!response)
        return std::unexpected(response.error());
    return verify_assertion(*response,
                            {.id = draft.id,
                             .public_key = draft.public_key,
                             .user_handle = draft.user_handle,
                             .backup_eligible = draft.backup_eligible},
                            {.party = party_of_test(), .challenge = challenge_of_test(), .is_discoverable = true});
}

} // namespace zugang::webauthn::tests
