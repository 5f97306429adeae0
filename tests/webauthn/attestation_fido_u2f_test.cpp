#include "doctest.h"
#include "tests/webauthn/attested.hpp"

namespace zugang::webauthn::attested {

using soft::AttestationKind;

TEST_CASE("a U2F authenticator's statement is verified over the bytes of CTAP1")
{
    auto const verified = verify(AttestationKind::fido_u2f).value();
    CHECK(verified.format == "fido-u2f");
    CHECK(verified.type == AttestationType::certificate);
    CHECK(verified.certificates.size() == 1);
}

TEST_CASE("what a U2F authenticator does not sign cannot name a model: its AAGUID is zero")
{
    auto answer = register_with({.attestation = AttestationKind::fido_u2f});
    constexpr std::size_t aaguid_at = 37;
    answer.authenticator_data[aaguid_at] = 1;
    CHECK(reason_of(verify(answer)) == Reason::wrong_statement);
}

TEST_CASE("a U2F authenticator's statement binds the site, the ceremony, the credential's id and its key")
{
    constexpr std::size_t id_at = 55;
    for (auto const at : {std::size_t{0}, id_at}) { // the hash of the site's name; the id
        auto answer = register_with({.attestation = AttestationKind::fido_u2f});
        answer.authenticator_data[at] ^= 1;
        CHECK(reason_of(verify(answer)) == Reason::wrong_signature);
    }
    auto answer = register_with({.attestation = AttestationKind::fido_u2f});
    answer.client_data += " ";
    CHECK(reason_of(verify(answer)) == Reason::wrong_signature);
    auto const first = register_with({.attestation = AttestationKind::fido_u2f});
    auto second = register_with({.attestation = AttestationKind::fido_u2f});
    second.statement = first.statement;
    CHECK(reason_of(verify(second)) == Reason::wrong_signature);
}

TEST_CASE("a U2F statement has exactly one certificate, of a key on P-256")
{
    soft::SoftStatement const two{.change_x5c = [](std::vector<Bytes>& chain) { chain.push_back(chain.front()); }};
    CHECK(reason_of(verify(AttestationKind::fido_u2f, two)) == Reason::malformed_statement);
    soft::SoftStatement const other_curve{.certified_key = soft::SoftKey::make(soft::KeyKind::es384)};
    CHECK(reason_of(verify(AttestationKind::fido_u2f, other_curve)) == Reason::wrong_signature);
}

} // namespace zugang::webauthn::attested
