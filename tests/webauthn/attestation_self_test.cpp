#include "doctest.h"
#include "tests/webauthn/attested.hpp"

namespace zugang::webauthn::attested {

using soft::AttestationKind;

TEST_CASE("a credential's own key attests with every algorithm, and names nobody")
{
    for (auto const key : soft::all_key_kinds) {
        auto const verified = verify(register_with({.key = key, .attestation = AttestationKind::self}));
        REQUIRE_MESSAGE(verified.has_value(), soft::to_text(key));
        CHECK(verified->format == "packed");
        CHECK(verified->type == AttestationType::self);
        CHECK(verified->certificates.empty());
    }
}

TEST_CASE("in self attestation alg is the credential's, though another algorithm would verify with the same key")
{
    auto const other =
        with_members([](soft::cbor::Members& members) { soft::set_member(members, "alg", soft::cbor::integer(-35)); });
    CHECK(reason_of(verify(AttestationKind::self, other)) == Reason::wrong_statement);
    // RSA with SHA-1: the TPM format alone takes it.
    auto const sha1 = with_members(
        [](soft::cbor::Members& members) { soft::set_member(members, "alg", soft::cbor::integer(-65535)); });
    CHECK(reason_of(verify(register_with({.key = soft::KeyKind::rs256, .attestation = AttestationKind::self}, sha1))) ==
          Reason::wrong_statement);
}

TEST_CASE("a statement of self attestation is signed by the credential's key over this ceremony")
{
    CHECK(reason_of(verify(AttestationKind::self, {.change_message = [](Bytes& message) { message.pop_back(); }})) ==
          Reason::wrong_signature);
    auto answer = register_with({.attestation = AttestationKind::self});
    answer.client_data.insert(1, " ");
    CHECK(reason_of(verify(answer)) == Reason::wrong_signature);
}

} // namespace zugang::webauthn::attested
