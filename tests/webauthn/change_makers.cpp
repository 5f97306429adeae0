#include "tests/webauthn/change_makers.hpp"

namespace zugang::webauthn::tests {

RegistrationChange without(std::string const& member)
{
    return {"no " + member, Reason::malformed_statement,
            members([member](cbor::Members& all) { remove_member(all, member); })};
}
RegistrationChange replaced(std::string const& what, Reason reason, std::string const& member, Bytes const& value)
{
    return {what, reason, members([=](cbor::Members& all) { set_member(all, member, value); })};
}

Changes signature_changes()
{
    return {
        without("sig"),
        replaced("a signature that is text", Reason::malformed_statement, "sig", cbor::text("sig")),
        replaced("an empty signature", Reason::wrong_signature, "sig", cbor::bytes({})),
        replaced("somebody's signature", Reason::wrong_signature, "sig",
                 cbor::bytes(SoftKey::make(KeyKind::es256).sign(bytes_of("somebody")))),
        {"a signature over something else", Reason::wrong_signature, state([](SoftStatement& statement) {
             statement.change_message = [](Bytes& message) { message.back() ^= 1; };
         })},
        {"authenticator data changed after signing",
         Reason::wrong_signature,
         {},
         [](RegistrationDraft& draft) { draft.answer.authenticator_data[36] ^= 1; }},
        {"client data changed after signing",
         Reason::wrong_signature,
         {},
         [](RegistrationDraft& draft) { draft.answer.client_data.insert(1, " "); }},
    };
}

Changes algorithm_changes(Reason other)
{
    return {
        without("alg"),
        replaced("an alg that is text", Reason::malformed_statement, "alg", cbor::text("ES256")),
        replaced("another alg", other, "alg", cbor::integer(-257)),
        replaced("an unknown alg", other, "alg", cbor::integer(-9)),
    };
}

Changes chain_changes()
{
    return {
        without("x5c"),
        replaced("an x5c that is no list", Reason::malformed_statement, "x5c", cbor::bytes(Bytes{1})),
        replaced("an empty x5c", Reason::malformed_statement, "x5c", cbor::array({})),
        replaced("an x5c of text", Reason::malformed_statement, "x5c", cbor::array({cbor::text("MIIB")})),
        {"a certificate cut short", Reason::malformed_statement,
         x5c([](std::vector<Bytes>& chain) { chain.front().pop_back(); })},
        {"a byte after the certificate", Reason::malformed_statement,
         x5c([](std::vector<Bytes>& chain) { chain.front().push_back(0); })},
        {"somebody else's root", Reason::untrusted_attestation,
         state([](SoftStatement& statement) { statement.authority = 1; })},
        {"a certificate that has expired", Reason::untrusted_attestation, leaf([](CertificatePlan& plan) {
             plan.first_day = -30;
             plan.last_day = -1;
         })},
        {"a certificate of next week", Reason::untrusted_attestation,
         leaf([](CertificatePlan& plan) { plan.first_day = 7; })},
    };
}

RegistrationChange no_intermediate()
{
    return {"no certificate between leaf and root", Reason::untrusted_attestation,
            x5c([](std::vector<Bytes>& chain) { chain.resize(1); })};
}

RegistrationChange other_certified_key(Reason reason)
{
    return {"a certificate for another key", reason,
            state([](SoftStatement& statement) { statement.certified_key = SoftKey::make(KeyKind::es256); })};
}

RegistrationChange other_aaguid()
{
    return {"another AAGUID in the certificate", Reason::wrong_statement,
            leaf([](CertificatePlan& plan) { plan.extension(oid::fido_aaguid).content = der::octets(Bytes(16, 7)); })};
}

} // namespace zugang::webauthn::tests
