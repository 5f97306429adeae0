#include "doctest.h"
#include "tests/webauthn/specification_vectors.hpp"
#include "webauthn/authenticator_data.hpp"
#include "webauthn/signature.hpp"
#include "webauthn/verify_assertion.hpp"
#include <set>

namespace zugang::webauthn {
namespace {

AttestedCredential registered(SpecificationVector const& vector)
{
    return parse_authenticator_data(authenticator_data_of(vector.attestation_object)).value().credential.value();
}

bool was_eligible(SpecificationVector const& vector)
{
    return parse_authenticator_data(authenticator_data_of(vector.attestation_object)).value().flags.backup_eligible;
}

} // namespace

TEST_CASE("the specification's vectors are of every format and every algorithm")
{
    std::set<std::string> formats;
    std::set<Algorithm> algorithms;
    for (auto const& vector : specification_vectors()) {
        formats.insert(vector.format);
        algorithms.insert(registered(vector).key.algorithm);
    }
    CHECK(formats == std::set<std::string>{"none", "packed", "tpm", "android-key", "apple", "fido-u2f"});
    CHECK(algorithms.size() == 5);
}

TEST_CASE("the specification's assertions are verified with the keys of its registrations")
{
    for (auto const& vector : specification_vectors()) {
        auto const party = specification_party(vector);
        auto const credential = registered(vector);
        CHECK_MESSAGE(credential.id == vector.credential_id, vector.title);
        KnownCredential const known{.id = credential.id,
                                    .public_key = credential.key.bytes,
                                    .user_handle = {},
                                    .sign_count = 0,
                                    .backup_eligible = was_eligible(vector)};
        AssertionExpectation const expectation{.party = party,
                                               .challenge = vector.assertion_challenge,
                                               .user_verification = UserVerification::discouraged};
        auto const asserted = verify_assertion(vector.assertion, known, expectation);
        CHECK_MESSAGE(asserted.has_value(), vector.title, asserted ? "" : std::string(asserted.error().step));
        auto changed = vector.assertion;
        changed.signature.back() ^= 1;
        auto const refused = verify_assertion(changed, known, expectation);
        CHECK_MESSAGE((!refused && refused.error().reason == Reason::wrong_signature), vector.title);
    }
}

} // namespace zugang::webauthn
