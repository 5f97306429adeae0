#include "tests/webauthn/change_makers.hpp"
#include <map>

namespace zugang::webauthn::tests {
namespace {

void set_subject(CertificatePlan& plan, std::string const& name, std::string const& value)
{
    for (auto& each : plan.subject)
        if (each.first == name)
            each.second = value;
}
void remove_subject(CertificatePlan& plan, std::string const& name)
{
    std::erase_if(plan.subject, [&](auto const& each) { return each.first == name; });
}

Changes none_changes()
{
    return {
        {"a statement where there is none",
         Reason::malformed_statement,
         {},
         [](RegistrationDraft& draft) {
             draft.answer.statement = cbor::map({{cbor::text("alg"), cbor::integer(-7)}});
         }},
        {"a statement that is no map",
         Reason::malformed_data,
         {},
         [](RegistrationDraft& draft) { draft.answer.statement = cbor::array({}); }},
    };
}

Changes self_changes()
{
    auto changes = signature_changes();
    join(changes, algorithm_changes(Reason::wrong_statement));
    join(changes, {
                      {"an empty x5c beside it", Reason::malformed_statement,
                       members([](cbor::Members& all) { all.emplace_back(cbor::text("x5c"), cbor::array({})); })},
                      {"the name of a U2F key",
                       Reason::malformed_statement,
                       {},
                       [](RegistrationDraft& draft) { draft.answer.format = "fido-u2f"; }},
                      {"the name of no attestation",
                       Reason::malformed_statement,
                       {},
                       [](RegistrationDraft& draft) { draft.answer.format = "none"; }},
                  });
    return changes;
}

/// §8.2.1.
Changes packed_certificate_changes()
{
    auto const bad = Reason::malformed_statement;
    return {
        {"a certificate of version 1", bad, leaf([](CertificatePlan& plan) { plan.version = 1; })},
        {"a country of three letters", bad, leaf([](CertificatePlan& plan) { set_subject(plan, "C", "DEU"); })},
        {"no country", bad, leaf([](CertificatePlan& plan) { remove_subject(plan, "C"); })},
        {"no organization", bad, leaf([](CertificatePlan& plan) { remove_subject(plan, "O"); })},
        {"no unit", bad, leaf([](CertificatePlan& plan) { remove_subject(plan, "OU"); })},
        {"another unit", bad, leaf([](CertificatePlan& plan) { set_subject(plan, "OU", "Web Server"); })},
        {"the unit in small letters", bad,
         leaf([](CertificatePlan& plan) { set_subject(plan, "OU", "authenticator attestation"); })},
        {"no name", bad, leaf([](CertificatePlan& plan) { remove_subject(plan, "CN"); })},
        {"an authority's certificate", bad,
         leaf([](CertificatePlan& plan) { plan.constraints = CertificatePlan::Constraints::authority; })},
        {"no basic constraints", bad,
         leaf([](CertificatePlan& plan) { plan.constraints = CertificatePlan::Constraints::none; })},
    };
}

Changes packed_changes()
{
    auto changes = signature_changes();
    join(changes, algorithm_changes(Reason::wrong_signature));
    join(changes, chain_changes());
    join(changes, packed_certificate_changes());
    // Without x5c it is self attestation, which another key's signature is not.
    std::erase_if(changes, [](RegistrationChange const& each) { return each.what == "no x5c"; });
    join(changes, {
                      {"no x5c, though another key signed", Reason::wrong_signature,
                       members([](cbor::Members& all) { remove_member(all, "x5c"); })},
                      no_intermediate(),
                      other_certified_key(Reason::wrong_signature),
                      other_aaguid(),
                      {"an AAGUID without its octet string", Reason::wrong_statement, leaf([](CertificatePlan& plan) {
                           plan.extension(oid::fido_aaguid)
                               .content.erase(plan.extension(oid::fido_aaguid).content.begin(),
                                              plan.extension(oid::fido_aaguid).content.begin() + 2);
                       })},
                      {"an AAGUID marked critical", Reason::wrong_statement,
                       leaf([](CertificatePlan& plan) { plan.extension(oid::fido_aaguid).is_critical = true; })},
                      {"another model in the data", Reason::wrong_statement, leaf([](CertificatePlan& plan) {
                           plan.extension(oid::fido_aaguid).content = der::octets(Bytes(16));
                       })},
                  });
    return changes;
}

Changes u2f_changes()
{
    auto changes = signature_changes();
    // U2F signs neither flags nor counter.
    std::erase_if(changes, [](RegistrationChange const& each) {
        return each.what == "authenticator data changed after signing";
    });
    join(changes, chain_changes());
    join(changes,
         {
             other_certified_key(Reason::wrong_signature),
             {"an AAGUID", Reason::wrong_statement, [](RegistrationDraft& draft) { draft.device.aaguid = {1}; }},
             {"two certificates", Reason::malformed_statement,
              x5c([](std::vector<Bytes>& chain) { chain.push_back(SoftAuthority::of_run().root.der); })},
             {"an attesting key that is not on P-256", Reason::wrong_signature,
              state([](SoftStatement& statement) { statement.certified_key = SoftKey::make(KeyKind::es384); })},
             {"a credential on another curve", Reason::wrong_statement,
              [](RegistrationDraft& draft) { draft.device.key = KeyKind::es384; }},
             {"another credential id after signing", Reason::wrong_signature,
              [](RegistrationDraft& draft) { draft.device.id_length = 16; },
              [](RegistrationDraft& draft) {
                  constexpr std::size_t id_at = 55;
                  draft.answer.id.front() ^= 1;
                  draft.answer.authenticator_data[id_at] ^= 1;
              }},
         });
    return changes;
}

/// The extension is not the structure that it should be.
Changes android_structure_changes()
{
    auto const bad = Reason::malformed_statement;
    auto const origin = [](Bytes const& number) {
        return description([number](AndroidKeyDescription& key) {
            key.tee.origin.reset();
            key.tee.more = der::tagged(702, der::value(0x02, number));
        });
    };
    return {
        {"a key description with a member too many", bad,
         description([](AndroidKeyDescription& key) { key.more = der::null(); })},
        {"an authorization without its tag", bad,
         description([](AndroidKeyDescription& key) { key.tee.more = der::null(); })},
        {"an origin of nine bytes", bad, origin(Bytes(9, 1))},
        {"an origin of no byte", bad, origin({})},
        {"a purpose in no set", bad, description([](AndroidKeyDescription& key) {
             key.tee.purposes.clear();
             key.tee.more = der::tagged(1, der::integer(2));
         })},
    };
}

Changes android_changes()
{
    auto const wrong = Reason::wrong_statement;
    auto changes = signature_changes();
    join(changes, algorithm_changes(Reason::wrong_signature));
    join(changes, chain_changes());
    join(changes, android_structure_changes());
    join(changes,
         {
             other_certified_key(Reason::wrong_signature),
             {"a certificate for another key, which signs", wrong, state([](SoftStatement& statement) {
                  statement.certified_key = SoftKey::make(KeyKind::es256);
                  statement.certified_key_signs = true;
              })},
             {"no key description", Reason::malformed_statement,
              leaf([](CertificatePlan& plan) { plan.remove_extension(oid::android_key_description); })},
             {"a key description cut short", Reason::malformed_statement,
              leaf([](CertificatePlan& plan) { plan.extension(oid::android_key_description).content.pop_back(); })},
             {"another challenge in the description", wrong,
              description([](AndroidKeyDescription& key) { key.challenge.back() ^= 1; })},
             {"an empty challenge", wrong, description([](AndroidKeyDescription& key) { key.challenge.clear(); })},
             {"a key for all apps, says the software", wrong,
              description([](AndroidKeyDescription& key) { key.software.all_applications = true; })},
             {"a key for all apps, says the hardware", wrong,
              description([](AndroidKeyDescription& key) { key.tee.all_applications = true; })},
             {"an imported key", wrong, description([](AndroidKeyDescription& key) { key.tee.origin = 2; })},
             {"a key that decrypts", wrong, description([](AndroidKeyDescription& key) { key.tee.purposes = {1}; })},
             {"a key of unknown origin", Reason::untrusted_attestation,
              description([](AndroidKeyDescription& key) { key.tee.origin.reset(); })},
             {"a key without purpose", Reason::untrusted_attestation,
              description([](AndroidKeyDescription& key) { key.tee.purposes.clear(); })},
         });
    return changes;
}

Changes apple_changes()
{
    auto const wrong = Reason::wrong_statement;
    auto changes = chain_changes();
    join(changes, {
                      no_intermediate(),
                      other_certified_key(wrong),
                      {"no nonce", Reason::malformed_statement,
                       leaf([](CertificatePlan& plan) { plan.remove_extension(oid::apple_nonce); })},
                      {"another nonce", wrong,
                       leaf([](CertificatePlan& plan) { plan.extension(oid::apple_nonce).content.back() ^= 1; })},
                      {"a nonce without its wrapping", Reason::malformed_statement, leaf([](CertificatePlan& plan) {
                           auto& content = plan.extension(oid::apple_nonce).content;
                           content.erase(content.begin(), content.begin() + 4);
                       })},
                      {"authenticator data changed after the nonce was made",
                       wrong,
                       {},
                       [](RegistrationDraft& draft) { draft.answer.authenticator_data[36] ^= 1; }},
                      {"client data changed after the nonce was made",
                       wrong,
                       {},
                       [](RegistrationDraft& draft) { draft.answer.client_data.insert(1, " "); }},
                  });
    return changes;
}

} // namespace

std::vector<RegistrationChange> const& statement_changes(AttestationKind kind)
{
    static std::map<AttestationKind, Changes> const all{
        {AttestationKind::none, none_changes()},     {AttestationKind::self, self_changes()},
        {AttestationKind::packed, packed_changes()}, {AttestationKind::fido_u2f, u2f_changes()},
        {AttestationKind::tpm, tpm_changes()},       {AttestationKind::android_key, android_changes()},
        {AttestationKind::apple, apple_changes()},
    };
    return all.at(kind);
}

} // namespace zugang::webauthn::tests
