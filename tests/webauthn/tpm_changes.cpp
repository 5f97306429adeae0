#include "tests/webauthn/change_makers.hpp"

namespace zugang::webauthn::tests {
namespace {

/// §8.3.1.
Changes tpm_certificate_changes()
{
    auto const bad = Reason::malformed_statement;
    auto const named = [](auto... names) {
        return leaf([=](CertificatePlan& plan) {
            plan.extension(oid::subject_alternative_name).content = tpm_names(names...);
        });
    };
    return {
        {"a certificate of version 1", bad, leaf([](CertificatePlan& plan) { plan.version = 1; })},
        {"a subject", bad, leaf([](CertificatePlan& plan) { plan.subject = {{"CN", "TPM"}}; })},
        {"no alternative name", bad,
         leaf([](CertificatePlan& plan) { plan.remove_extension(oid::subject_alternative_name); })},
        {"a manufacturer that is no number", bad, named("INTC", "NPCT75x", "id:00070002")},
        {"an empty manufacturer", bad, named("", "NPCT75x", "id:00070002")},
        {"no purpose", bad, leaf([](CertificatePlan& plan) { plan.remove_extension(oid::extended_key_usage); })},
        {"another purpose", bad, leaf([](CertificatePlan& plan) {
             plan.extension(oid::extended_key_usage).content = key_usage("1.3.6.1.5.5.7.3.1"); // a web server's
         })},
        {"an authority's certificate", bad,
         leaf([](CertificatePlan& plan) { plan.constraints = CertificatePlan::Constraints::authority; })},
        {"no basic constraints", bad,
         leaf([](CertificatePlan& plan) { plan.constraints = CertificatePlan::Constraints::none; })},
        other_aaguid(),
    };
}

Changes tpm_public_area_changes()
{
    auto const wrong = Reason::wrong_statement;
    return {
        {"another key in the public area", wrong, area([](TpmPublicArea& area) {
             auto const other = TpmPublicArea::of(SoftKey::make(KeyKind::es256));
             area.first = other.first;
             area.second = other.second;
         })},
        {"another curve in the public area", wrong, area([](TpmPublicArea& area) { area.curve = 4; })},
        {"an RSA key in the public area", wrong,
         area([](TpmPublicArea& area) { area = TpmPublicArea::of(SoftKey::make(KeyKind::rs256)); })},
        {"another modulus in the public area", wrong,
         [](RegistrationDraft& draft) {
             draft.device.key = KeyKind::rs256;
             draft.request.statement.change_public_area = [](TpmPublicArea& area) { area.first.back() ^= 2; };
         }},
        {"another exponent in the public area", wrong,
         [](RegistrationDraft& draft) {
             draft.device.key = KeyKind::rs256;
             draft.request.statement.change_public_area = [](TpmPublicArea& area) { area.exponent = 3; };
         }},
        replaced("another public area than the certified one", wrong, "pubArea",
                 [] {
                     auto area = TpmPublicArea::of(SoftKey::make(KeyKind::es256));
                     return cbor::bytes(area.encode());
                 }()),
        replaced("a public area cut short", Reason::malformed_statement, "pubArea", cbor::bytes(Bytes(20))),
        without("pubArea"),
    };
}

Changes tpm_info_changes()
{
    auto const wrong = Reason::wrong_statement;
    auto const bad = Reason::malformed_statement;
    return {
        {"another magic", wrong, info([](TpmCertInfo& info) { info.magic ^= 1; })},
        {"a quote in place of a certification", wrong, info([](TpmCertInfo& info) { info.type = 0x8018; })},
        {"another extra data", wrong, info([](TpmCertInfo& info) { info.extra_data.back() ^= 1; })},
        {"no extra data", wrong, info([](TpmCertInfo& info) { info.extra_data.clear(); })},
        {"another name", wrong, info([](TpmCertInfo& info) { info.name.back() ^= 1; })},
        {"a name of another algorithm", wrong, info([](TpmCertInfo& info) { info.name[1] = 0x0c; })},
        {"a byte after the information", bad, info([](TpmCertInfo& info) { info.trailing = {0}; })},
        {"the information cut short", bad, info([](TpmCertInfo& info) { info.firmware.pop_back(); })},
        without("certInfo"),
    };
}

} // namespace

Changes tpm_changes()
{
    auto changes = signature_changes();
    // What the TPM signed holds a hash of both.
    for (auto& each : changes)
        if (each.after)
            each.reason = Reason::wrong_statement;
    join(changes, algorithm_changes(Reason::wrong_signature));
    join(changes, chain_changes());
    join(changes, tpm_certificate_changes());
    join(changes, tpm_public_area_changes());
    join(changes, tpm_info_changes());
    join(changes, {
                      no_intermediate(),
                      other_certified_key(Reason::wrong_signature),
                      without("ver"),
                      replaced("another version", Reason::malformed_statement, "ver", cbor::text("1.2")),
                  });
    return changes;
}

} // namespace zugang::webauthn::tests
