#include "doctest.h"
#include "tests/support/soft_der.hpp"
#include "tests/webauthn/attested.hpp"

namespace zugang::webauthn::attested {

using soft::AttestationKind;
using soft::CertificatePlan;

TEST_CASE("a packed statement is verified with an attestation key of every algorithm")
{
    for (auto const key : soft::all_key_kinds) {
        auto const verified = verify(register_with({.attestation = AttestationKind::packed, .attestation_key = key}));
        REQUIRE_MESSAGE(verified.has_value(), soft::to_text(key));
        CHECK(verified->format == "packed");
        CHECK(verified->type == AttestationType::certificate);
        CHECK(verified->certificates.size() == 2); // the leaf and who is above it
        CHECK(verified->is_in_hardware);
    }
}

TEST_CASE("a packed statement's certificate needs no AAGUID, but what stands there is the authenticator's")
{
    CHECK(verify(AttestationKind::packed,
                 with_leaf([](CertificatePlan& plan) { plan.remove_extension(soft::oid::fido_aaguid); })));
    auto const two = with_leaf([](CertificatePlan& plan) {
        plan.extensions.push_back({soft::oid::fido_aaguid, soft::der::octets(Bytes(16))});
    });
    CHECK(reason_of(verify(AttestationKind::packed, two)) == Reason::wrong_statement);
}

TEST_CASE("a packed statement's certificate has each name once")
{
    auto const other_unit = with_leaf([](CertificatePlan& plan) { plan.subject.emplace_back("OU", "Web Server"); });
    CHECK(reason_of(verify(AttestationKind::packed, other_unit)) == Reason::malformed_statement);
    auto const countries = {"D1", "--"}; // OpenSSL writes no country of another length
    for (auto const* const country : countries)
        CHECK(reason_of(verify(AttestationKind::packed, with_leaf([&](CertificatePlan& plan) {
                                   plan.subject.front().second = country;
                               }))) == Reason::malformed_statement);
}

TEST_CASE("a chain has one to eight certificates, each whole")
{
    auto const chain_of = [](std::size_t count) {
        return soft::SoftStatement{.change_x5c = [=](std::vector<Bytes>& chain) { chain.resize(count, chain.back()); }};
    };
    CHECK(verify(AttestationKind::packed, chain_of(1)));
    CHECK(verify(AttestationKind::packed, chain_of(8)));
    CHECK(reason_of(verify(AttestationKind::packed, chain_of(9))) == Reason::malformed_statement);
    CHECK(reason_of(verify(AttestationKind::packed, chain_of(0))) == Reason::malformed_statement);
    soft::SoftStatement const trailing{.change_x5c = [](std::vector<Bytes>& chain) { chain.back().push_back(0); }};
    CHECK(reason_of(verify(AttestationKind::packed, trailing)) == Reason::malformed_statement);
}

TEST_CASE("a packed statement over SHA-1 is refused, though an RSA key could have made it")
{
    auto const sha1 = with_members(
        [](soft::cbor::Members& members) { soft::set_member(members, "alg", soft::cbor::integer(-65535)); });
    CHECK(reason_of(verify(register_with(
              {.attestation = AttestationKind::packed, .attestation_key = soft::KeyKind::rs256}, sha1))) ==
          Reason::wrong_signature);
}

} // namespace zugang::webauthn::attested
