#include "doctest.h"
#include "tests/webauthn/specification_vectors.hpp"
#include "webauthn/authenticator_data.hpp"
#include "webauthn/signature.hpp"
#include "webauthn/verify_assertion.hpp"
#include "webauthn/verify_registration.hpp"
#include <algorithm>
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

Result<Registered, Refusal> verify(SpecificationVector const& vector, Bytes const& attestation_object)
{
    auto const party = specification_party(vector);
    AttestationPolicy const policy;
    return verify_registration({vector.credential_id, vector.registration_client_data, attestation_object, {}},
                               {.party = party,
                                .challenge = vector.registration_challenge,
                                .user_verification = UserVerification::discouraged,
                                .attestation = policy,
                                .now = Instant{}});
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

TEST_CASE("the specification's registrations are verified, statements included")
{
    for (auto const& vector : specification_vectors()) {
        auto const registered = verify(vector, vector.attestation_object);
        if (vector.format == "fido-u2f") // see below
            continue;
        REQUIRE_MESSAGE(registered.has_value(), vector.title, registered ? "" : std::string(registered.error().step));
        CHECK(registered->id == vector.credential_id);
        CHECK(registered->attestation.format == vector.format);
    }
}

TEST_CASE("the specification's U2F key names a model, which nobody signed; without the name it is verified")
{
    auto const& vector = *std::ranges::find(specification_vectors(), "fido-u2f", &SpecificationVector::format);
    CHECK(!verify(vector, vector.attestation_object));
    auto unnamed = vector.attestation_object;
    auto const model = registered(vector).aaguid;
    std::ranges::fill(std::ranges::search(unnamed, model), std::uint8_t{0});
    auto const result = verify(vector, unnamed); // the same signature, other bytes
    REQUIRE(result.has_value());
    CHECK(result->attestation.format == "fido-u2f");
}

} // namespace zugang::webauthn
