// WebAuthn L3 §8.2: the format "packed", signed by the key of an attestation certificate.
#include "webauthn/attestation/statement.hpp"
#include <algorithm>

namespace zugang::webauthn {
namespace {

constexpr auto country = "2.5.4.6";
constexpr auto organization = "2.5.4.10";
constexpr auto organizational_unit = "2.5.4.11";
constexpr auto common_name = "2.5.4.3";

/// ISO 3166: two letters.
bool is_country(std::optional<std::string> const& text)
{
    return text && text->size() == 2 &&
           std::ranges::all_of(*text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

bool has_text(std::optional<std::string> const& text)
{
    return text && !text->empty();
}

/// §8.2.1: what makes a certificate one of attestation; a certificate for a web server or a person must not do.
bool is_attestation_certificate(Certificate const& leaf)
{
    return leaf.is_version_3() && is_country(leaf.subject(country)) && has_text(leaf.subject(organization)) &&
           leaf.subject(organizational_unit) == "Authenticator Attestation" && has_text(leaf.subject(common_name)) &&
           leaf.is_end_entity();
}

} // namespace

Result<Attestation, Refusal> verify_packed(Cbor const& statement, AttestationSubject const& subject)
{
    // Step 3: without x5c it is self attestation.
    if (statement.find("x5c") == nullptr)
        return verify_self(statement, subject);
    // Step 1: the syntax.
    auto const given = read_signature(statement);
    auto chain = read_chain(statement);
    if (!given || !chain)
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.2: alg, sig and x5c");
    // Step 2.1: sig over authenticatorData and clientDataHash, by the certificate's key with alg.
    if (given->algorithm == cose_rs1 || !chain->leaf.verify(given->algorithm, to_be_signed(subject), given->signature))
        return refuse(Reason::wrong_signature, "WebAuthn L3 §8.2 step 2.1");
    // Step 2.2: the certificate is one of attestation.
    if (!is_attestation_certificate(chain->leaf))
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.2.1");
    // Step 2.3: the AAGUID in the certificate is the one in the authenticator data, and never critical (§8.2.1).
    if (!agrees_on_aaguid(chain->leaf, subject.credential.aaguid, /*may_be_critical=*/false))
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.2 step 2.3");
    return Attestation{
        .format = "packed", .type = AttestationType::certificate, .certificates = std::move(chain->certificates)};
}

} // namespace zugang::webauthn
