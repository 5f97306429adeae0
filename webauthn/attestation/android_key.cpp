// WebAuthn L3 §8.4: the format "android-key". The keystore certifies the credential's own key and says how it was made.
#include "webauthn/attestation/android_key_description.hpp"
#include "webauthn/attestation/statement.hpp"
#include <algorithm>

namespace zugang::webauthn {
namespace {

constexpr auto description_extension = "1.3.6.1.4.1.11129.2.1.17";
constexpr std::int64_t km_origin_generated = 0;
constexpr std::int64_t km_purpose_sign = 2;
constexpr std::int64_t trusted_environment = 1;

std::optional<AndroidKeyDescription> read_description(Certificate const& leaf)
{
    auto const found = leaf.extensions(description_extension);
    return found.size() == 1 ? parse_android_key_description(found.front().value) : std::nullopt;
}

bool may_sign(AndroidAuthorizations const& list)
{
    return std::ranges::find(list.purposes, km_purpose_sign) != list.purposes.end();
}

/// Whether one of the lists speaks against what step 5 asks for. Silence does not: it only tells nothing (decision
/// 0024).
bool contradicts(AndroidKeyDescription const& description)
{
    auto const& software = description.software;
    auto const& hardware = description.hardware;
    auto const is_foreign = [](AndroidAuthorizations const& list) {
        return list.origin && *list.origin != km_origin_generated; // imported: whoever had it before has it still
    };
    auto const names_purposes = !software.purposes.empty() || !hardware.purposes.empty();
    return is_foreign(software) || is_foreign(hardware) ||
           (names_purposes && !may_sign(software) && !may_sign(hardware));
}

/// Whether the trusted environment itself vouches that the key was made in it, to sign.
bool is_in_hardware(AndroidKeyDescription const& description)
{
    return description.attestation_level >= trusted_environment && description.keymaster_level >= trusted_environment &&
           description.hardware.origin == km_origin_generated && may_sign(description.hardware);
}

} // namespace

Result<Attestation, Refusal> verify_android_key(Cbor const& statement, AttestationSubject const& subject)
{
    // Step 1: the syntax.
    auto const given = read_signature(statement);
    auto chain = read_chain(statement);
    if (!given || !chain)
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.4 step 1");
    // Step 2: sig over authenticatorData and clientDataHash, by the certificate's key with alg.
    if (given->algorithm == cose_rs1 || !chain->leaf.verify(given->algorithm, to_be_signed(subject), given->signature))
        return refuse(Reason::wrong_signature, "WebAuthn L3 §8.4 step 2");
    // Step 3: the certified key is the credential's.
    if (!chain->leaf.has_key(subject.credential.key))
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.4 step 3");
    auto const description = read_description(chain->leaf);
    if (!description)
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.4.1");
    // Step 4: attestationChallenge is clientDataHash.
    if (!std::ranges::equal(description->challenge, subject.client_data_hash))
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.4 step 4");
    // Step 5: allApplications in no list, since the key is for one relying party; made here; to sign.
    if (description->software.has_all_applications || description->hardware.has_all_applications)
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.4 step 5: allApplications");
    if (contradicts(*description))
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.4 step 5: origin and purpose");
    return Attestation{.format = "android-key",
                       .type = AttestationType::certificate,
                       .certificates = std::move(chain->certificates),
                       .is_in_hardware = is_in_hardware(*description)};
}

} // namespace zugang::webauthn
