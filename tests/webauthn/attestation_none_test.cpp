#include "doctest.h"
#include "tests/webauthn/attested.hpp"

namespace zugang::webauthn::attested {

TEST_CASE("none says nothing, and nothing may stand in it")
{
    auto answer = register_with({.attestation = soft::AttestationKind::none});
    auto const verified = verify(answer).value();
    CHECK(verified.format == "none");
    CHECK(verified.type == AttestationType::none);
    CHECK(verified.certificates.empty());
    answer.statement = soft::cbor::map({{soft::cbor::text("x5c"), soft::cbor::array({})}});
    CHECK(reason_of(verify(answer)) == Reason::malformed_statement);
    answer.statement = soft::cbor::array({});
    CHECK(reason_of(verify(answer)) == Reason::malformed_statement);
}

TEST_CASE("a format that nobody knows is refused, also in another spelling or of a service that has ended")
{
    auto answer = register_with({.attestation = soft::AttestationKind::none});
    for (auto const* const format : {"", "None", "none ", "PACKED", "android-safetynet", "compound", "fido_u2f"}) {
        answer.format = format;
        CHECK_MESSAGE(reason_of(verify(answer)) == Reason::unknown_format, format);
    }
}

} // namespace zugang::webauthn::attested
