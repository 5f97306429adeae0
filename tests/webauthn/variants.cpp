#include "tests/webauthn/change_makers.hpp"

namespace zugang::webauthn::tests {
namespace {

DraftChange request(std::function<void(SoftRequest&)> change)
{
    return [change](RegistrationDraft& draft) { change(draft.request); };
}

Changes common_variants()
{
    auto const with_id_of = [](std::size_t length) {
        return [length](RegistrationDraft& draft) { draft.device.id_length = length; };
    };
    return {
        {"as it should be", {}, {}},
        {"an id of one byte", {}, with_id_of(1)},
        {"an id of 1023 bytes", {}, with_id_of(1023)},
        {"extensions", {}, request([](SoftRequest& ask) {
             ask.extensions = cbor::map({{cbor::text("credProtect"), cbor::integer(2)}});
         })},
        {"from an app", {}, request([](SoftRequest& ask) { ask.origin = app_origin; })},
        {"a counter of all ones", {}, request([](SoftRequest& ask) { ask.sign_count = 0xffffffff; })},
        {"eligible for backup", {}, request([](SoftRequest& ask) { ask.set_flags = flag::backup_eligible; })},
        {"backed up", {}, request([](SoftRequest& ask) { ask.set_flags = flag::backup_eligible | flag::backed_up; })},
        {"client data with more members", {}, request([](SoftRequest& ask) {
             ask.client_members =
                 R"(,"other_keys_can_be_added_here":"do not compare clientDataJSON against a template")";
         })},
    };
}

RegistrationChange without_aaguid()
{
    return {"no AAGUID in the certificate", {}, leaf([](CertificatePlan& plan) {
                plan.remove_extension(oid::fido_aaguid);
            })};
}

Changes tpm_variants()
{
    return {
        without_aaguid(),
        {"an RSA key of which the exponent is written out",
         {},
         [](RegistrationDraft& draft) {
             draft.device.key = KeyKind::rs256;
             draft.request.statement.change_public_area = [](TpmPublicArea& area) { area.exponent = 65537; };
         }},
        {"a manufacturer on no list", {}, leaf([](CertificatePlan& plan) {
             plan.extension(oid::subject_alternative_name).content = tpm_names("id:58585858", "X", "id:1");
         })},
        {"a key with a policy", {}, area([](TpmPublicArea& area) { area.policy = Bytes(32, 0x5a); })},
    };
}

Changes android_variants()
{
    return {
        {"no root in the chain", {}, x5c([](std::vector<Bytes>& chain) { chain.pop_back(); })},
        {"a key that also verifies", {}, description([](AndroidKeyDescription& key) { key.tee.purposes = {2, 3}; })},
    };
}

} // namespace

std::vector<RegistrationChange> variants(AttestationKind kind)
{
    auto out = common_variants();
    if (kind == AttestationKind::packed)
        join(out, {without_aaguid()});
    if (kind == AttestationKind::tpm)
        join(out, tpm_variants());
    if (kind == AttestationKind::android_key)
        join(out, android_variants());
    return out;
}

} // namespace zugang::webauthn::tests
