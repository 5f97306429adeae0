// WebAuthn L3 §7.1 steps 22 to 24, and what FIDO MDS 3.0 §3.1.4 says of an authenticator's status.
#include "webauthn/attestation/policy.hpp"
#include "webauthn/certificate.hpp"
#include "webauthn/metadata.hpp"
#include "webauthn/trust_store.hpp"
#include <algorithm>

namespace zugang::webauthn {
namespace {

bool is_listed(std::vector<Aaguid> const& list, Aaguid const& aaguid)
{
    return std::ranges::find(list, aaguid) != list.end();
}

/// The model's entry; U2F authenticators have no AAGUID and are known by their certificate's key. Only the leaf's: a
/// certificate added behind it would choose the entry without vouching for anything.
MetadataEntry const* find_entry(Attestation const& attestation, Aaguid const& aaguid, AttestationPolicy const& policy)
{
    if (policy.metadata == nullptr)
        return nullptr;
    if (aaguid != Aaguid{})
        return policy.metadata->find(aaguid);
    auto const leaf = Certificate::parse(attestation.certificates.front());
    return leaf ? policy.metadata->find_by_key(leaf->key_identifier()) : nullptr;
}

bool do_roots_vouch(Attestation const& attestation, AttestationPolicy const& policy, Instant now)
{
    return policy.roots != nullptr && policy.roots->vouches_for(attestation.certificates, now);
}

/// What stale metadata says in favour of a model counts no more: since then it may have been broken.
bool does_entry_vouch(Attestation const& attestation, MetadataEntry const* entry, AttestationPolicy const& policy,
                      Instant now)
{
    return entry != nullptr && !policy.metadata->is_stale(now) &&
           TrustStore::from_der(entry->roots).vouches_for(attestation.certificates, now);
}

Result<void, Refusal> check_trust(Attestation const& attestation, Aaguid const& aaguid, AttestationPolicy const& policy,
                                  Instant now)
{
    // Step 24: with none and self nobody vouches for the model.
    if (attestation.certificates.empty())
        return refuse(Reason::untrusted_attestation, "WebAuthn L3 §7.1 step 24: none or self");
    if (!attestation.is_in_hardware)
        return refuse(Reason::untrusted_attestation, "WebAuthn L3 §8.3, §8.4: not a key of the hardware");
    // Step 22: trust anchors from the deployment's file, or from the model's entry.
    auto const* const entry = find_entry(attestation, aaguid, policy);
    // What speaks against a model counts however old it is, and whoever vouches for it.
    if (entry != nullptr && std::ranges::any_of(entry->statuses, [&](MetadataStatus const& status) {
            return is_broken(status, attestation.certificates);
        }))
        return refuse(Reason::forbidden_authenticator, "FIDO MDS 3.0 §3.1.4");
    // Step 24: the path of certificates, valid now.
    if (!do_roots_vouch(attestation, policy, now) && !does_entry_vouch(attestation, entry, policy, now))
        return refuse(Reason::untrusted_attestation, "WebAuthn L3 §7.1 step 24");
    return {};
}

} // namespace

Result<bool, Refusal> check_policy(Attestation const& attestation, Aaguid const& aaguid,
                                   AttestationPolicy const& policy, Instant now)
{
    // In mode `ignore` the AAGUID is what the authenticator claims: the lists then keep honest people to the models
    // that are provided for, and nobody else.
    if (is_listed(policy.denied, aaguid) || (!policy.allowed.empty() && !is_listed(policy.allowed, aaguid)))
        return refuse(Reason::forbidden_authenticator, "WebAuthn L3 §7.1 step 24: by its AAGUID");
    auto const trust = check_trust(attestation, aaguid, policy, now);
    if (!trust && policy.mode == AttestationPolicy::Mode::verify)
        return std::unexpected(trust.error());
    return trust.has_value();
}

} // namespace zugang::webauthn
