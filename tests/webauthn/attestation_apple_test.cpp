#include "doctest.h"
#include "tests/support/soft_der.hpp"
#include "tests/webauthn/attested.hpp"

namespace zugang::webauthn::attested {

using soft::AttestationKind;
using soft::CertificatePlan;

TEST_CASE("Apple's certificate was made for this key and this ceremony")
{
    auto const verified = verify(AttestationKind::apple).value();
    CHECK(verified.format == "apple");
    CHECK(verified.type == AttestationType::anonymization_ca);
    CHECK(verified.certificates.size() == 2);
    CHECK(reason_of(verify(AttestationKind::apple, {.change_message = [](Bytes& message) { message[40] ^= 1; }})) ==
          Reason::wrong_statement);
    CHECK(reason_of(verify(AttestationKind::apple, {.certified_key = soft::SoftKey::make(soft::KeyKind::es256)})) ==
          Reason::wrong_statement);
}

TEST_CASE("Apple's nonce stands in the certificate once, and in one encoding")
{
    auto const nonce = [](Bytes const& content) {
        return with_leaf([=](CertificatePlan& plan) { plan.extension(soft::oid::apple_nonce).content = content; });
    };
    using namespace soft::der;
    for (auto const& content : {Bytes{}, sequence({}), sequence({octets(Bytes(32))}),
                                sequence({tagged(2, octets(Bytes(32)))}), sequence({tagged(1, octets(Bytes(31)))})})
        CHECK(reason_of(verify(AttestationKind::apple, nonce(content))) == Reason::malformed_statement);
    CHECK(reason_of(verify(AttestationKind::apple, nonce(sequence({tagged(1, octets(Bytes(32)))})))) ==
          Reason::wrong_statement);
    auto const twice =
        with_leaf([](CertificatePlan& plan) { plan.extensions.push_back(plan.extension(soft::oid::apple_nonce)); });
    CHECK(reason_of(verify(AttestationKind::apple, twice)) == Reason::malformed_statement);
}

TEST_CASE("the alg that some of Apple's devices add changes nothing")
{
    auto const with_alg = with_members([](soft::cbor::Members& members) {
        members.insert(members.begin(), {soft::cbor::text("alg"), soft::cbor::integer(-7)});
    });
    CHECK(verify(AttestationKind::apple, with_alg));
}

} // namespace zugang::webauthn::attested
