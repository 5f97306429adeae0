#include "base/base64url.hpp"
#include "doctest.h"
#include "tests/support/soft_metadata.hpp"
#include "tests/webauthn/attested.hpp"
#include "webauthn/certificate.hpp"
#include "webauthn/metadata.hpp"

namespace zugang::webauthn::attested {

using soft::AttestationKind;
using Mode = AttestationPolicy::Mode;

namespace {

std::string hex_of(ByteView bytes)
{
    std::string text;
    for (auto const byte : bytes)
        for (auto const digit : {byte >> 4, byte & 15})
            text += "0123456789abcdef"[digit];
    return text;
}

/// Metadata of one model that is signed by the run's root.
std::shared_ptr<Metadata const> metadata_of(soft::SoftModel model, std::string const& next_update = "2099-12-31")
{
    if (model.roots.empty())
        model.roots = {soft::SoftAuthority::of_run().root.der};
    auto const roots = TrustStore::from_der({soft::SoftAuthority::of_run(9).root.der});
    auto const blob = soft::SoftBlob{.payload = soft::metadata_json({model}, next_update)}.sign();
    return std::make_shared<Metadata const>(Metadata::read(blob, roots, SystemClock{}.now()).value());
}

std::shared_ptr<Metadata const> metadata_with_status(std::string const& status)
{
    return metadata_of({.aaguid = name_of_model_of_test,
                        .reports = R"([{"status":"FIDO_CERTIFIED"},{"status":")" + status +
                                   R"("},)"
                                   R"({"status":"UPDATE_AVAILABLE"}])"});
}

Attestation attested_by(AttestationKind kind, soft::SoftStatement const& changes = {})
{
    return verify(kind, changes).value();
}

std::string_view outcome_of(AttestationPolicy const& policy, Attestation const& attestation,
                            Aaguid const& aaguid = model_of_test, Instant now = SystemClock{}.now())
{
    auto const result = check_policy(attestation, aaguid, policy, now);
    return !result ? to_name(result.error().reason) : *result ? "attested" : "taken";
}

} // namespace

TEST_CASE("by default every authenticator is taken and none is attested")
{
    for (auto const kind : soft::all_attestation_kinds)
        CHECK(outcome_of({}, attested_by(kind)) == "taken");
    CHECK(outcome_of({}, attested_by(AttestationKind::packed), Aaguid{}) == "taken");
}

TEST_CASE("in mode verify a root vouches for every format that has certificates, and for no other")
{
    AttestationPolicy const policy{.mode = Mode::verify, .roots = roots_of_test()};
    for (auto const kind : soft::all_attestation_kinds) {
        auto const* const expected = soft::has_certificates(kind) ? "attested" : "untrusted_attestation";
        CHECK_MESSAGE(outcome_of(policy, attested_by(kind)) == expected, soft::to_text(kind));
    }
    AttestationPolicy const without_roots{.mode = Mode::verify};
    CHECK(outcome_of(without_roots, attested_by(AttestationKind::packed)) == "untrusted_attestation");
    CHECK(outcome_of(policy, attested_by(AttestationKind::packed, {.authority = 1})) == "untrusted_attestation");
}

TEST_CASE("in mode ignore a root that vouches is noticed, and one that does not changes nothing")
{
    AttestationPolicy const policy{.roots = roots_of_test()};
    CHECK(outcome_of(policy, attested_by(AttestationKind::packed)) == "attested");
    CHECK(outcome_of(policy, attested_by(AttestationKind::packed, {.authority = 1})) == "taken");
    CHECK(outcome_of(policy, attested_by(AttestationKind::self)) == "taken");
}

TEST_CASE("models are allowed and denied by their AAGUID in both modes")
{
    Aaguid const other{1};
    for (auto const mode : {Mode::ignore, Mode::verify}) {
        AttestationPolicy policy{.mode = mode, .roots = roots_of_test()};
        auto const attestation = attested_by(AttestationKind::packed);
        policy.allowed = {other, model_of_test};
        CHECK(outcome_of(policy, attestation) == "attested");
        CHECK(outcome_of(policy, attestation, Aaguid{}) == "forbidden_authenticator");
        policy.allowed = {other};
        CHECK(outcome_of(policy, attestation) == "forbidden_authenticator");
        policy.allowed = {};
        policy.denied = {model_of_test};
        CHECK(outcome_of(policy, attestation) == "forbidden_authenticator");
        policy.allowed = {model_of_test}; // denied wins
        CHECK(outcome_of(policy, attestation) == "forbidden_authenticator");
        policy = {.mode = mode, .roots = roots_of_test(), .denied = {other}};
        CHECK(outcome_of(policy, attestation) == "attested");
    }
}

TEST_CASE("the metadata's root vouches for its own model, not for another")
{
    AttestationPolicy const policy{.mode = Mode::verify, .metadata = metadata_of({.aaguid = name_of_model_of_test})};
    CHECK(outcome_of(policy, attested_by(AttestationKind::packed)) == "attested");
    CHECK(outcome_of(policy, attested_by(AttestationKind::packed), Aaguid{1}) == "untrusted_attestation");
    CHECK(outcome_of(policy, attested_by(AttestationKind::packed, {.authority = 1})) == "untrusted_attestation");
    CHECK(outcome_of(policy, attested_by(AttestationKind::self)) == "untrusted_attestation");
}

TEST_CASE("a U2F authenticator is found in the metadata by its certificate's key")
{
    auto const attestation = attested_by(AttestationKind::fido_u2f);
    auto const identifier = Certificate::parse(attestation.certificates.front())->key_identifier();
    AttestationPolicy policy{.mode = Mode::verify, .metadata = metadata_of({.key_identifier = hex_of(identifier)})};
    CHECK(outcome_of(policy, attestation, Aaguid{}) == "attested");
    policy.metadata = metadata_of({.key_identifier = hex_of(identifier), .reports = R"([{"status":"REVOKED"}])"});
    CHECK(outcome_of(policy, attestation, Aaguid{}) == "forbidden_authenticator");
    policy.metadata = metadata_of({.key_identifier = "00"});
    CHECK(outcome_of(policy, attestation, Aaguid{}) == "untrusted_attestation");
}

TEST_CASE("metadata past its next update vouches for nobody, but configured roots still do")
{
    using namespace std::chrono_literals;
    auto const next_update = std::chrono::floor<std::chrono::days>(SystemClock{}.now()) + std::chrono::days{5};
    Instant const a_day = next_update + std::chrono::days{1}; // by the certificates of the test it could be
    auto const metadata = metadata_of({.aaguid = name_of_model_of_test}, to_rfc3339(next_update).substr(0, 10));
    auto const attestation = attested_by(AttestationKind::packed);
    AttestationPolicy policy{.mode = Mode::verify, .metadata = metadata};
    CHECK(outcome_of(policy, attestation, model_of_test, a_day - 1ms) == "attested");
    CHECK(outcome_of(policy, attestation, model_of_test, a_day) == "untrusted_attestation");
    policy.roots = roots_of_test();
    CHECK(outcome_of(policy, attestation, model_of_test, a_day) == "attested");
}

TEST_CASE("a model that was broken once is refused, whoever vouches for it and whatever is said later")
{
    for (auto const* const status : {"REVOKED", "USER_VERIFICATION_BYPASS", "ATTESTATION_KEY_COMPROMISE",
                                     "USER_KEY_REMOTE_COMPROMISE", "USER_KEY_PHYSICAL_COMPROMISE"}) {
        AttestationPolicy policy{.mode = Mode::verify, .metadata = metadata_with_status(status)};
        CHECK_MESSAGE(outcome_of(policy, attested_by(AttestationKind::packed)) == "forbidden_authenticator", status);
        policy.roots = roots_of_test();
        CHECK(outcome_of(policy, attested_by(AttestationKind::packed)) == "forbidden_authenticator");
        policy.mode = Mode::ignore;
        CHECK(outcome_of(policy, attested_by(AttestationKind::packed)) == "taken");
    }
    for (auto const* const status :
         {"NOT_FIDO_CERTIFIED", "FIDO_CERTIFIED_L1", "UPDATE_AVAILABLE", "SELF_ASSERTION_SUBMITTED"}) {
        AttestationPolicy const policy{.mode = Mode::verify, .metadata = metadata_with_status(status)};
        CHECK_MESSAGE(outcome_of(policy, attested_by(AttestationKind::packed)) == "attested", status);
    }
}

TEST_CASE("a batch whose key was lost is refused by the certificate in the report, other batches are not")
{
    auto const attestation = attested_by(AttestationKind::packed);
    auto const report_of = [](Bytes const& certificate) {
        return metadata_of({.aaguid = name_of_model_of_test,
                            .reports = R"([{"status":"ATTESTATION_KEY_COMPROMISE","certificate":")" +
                                       base64_encode(certificate) + R"("}])"});
    };
    AttestationPolicy policy{.mode = Mode::verify, .metadata = report_of(attestation.certificates.front())};
    CHECK(outcome_of(policy, attestation) == "forbidden_authenticator");
    policy.metadata = report_of(attested_by(AttestationKind::packed).certificates.front());
    CHECK(outcome_of(policy, attestation) == "attested");
}

TEST_CASE("in mode verify a key that may leave its hardware is refused, though a root vouches for the statement")
{
    AttestationPolicy policy{.mode = Mode::verify, .roots = roots_of_test()};
    auto const movable = attested_by(AttestationKind::tpm, {.change_public_area = [](soft::TpmPublicArea& area) {
                                         area.attributes &= ~0x02U; // fixedTPM
                                     }});
    CHECK(outcome_of(policy, movable) == "untrusted_attestation");
    auto const in_software =
        attested_by(AttestationKind::android_key,
                    {.change_description = [](soft::AndroidKeyDescription& key) { std::swap(key.software, key.tee); }});
    CHECK(outcome_of(policy, in_software) == "untrusted_attestation");
    policy.mode = Mode::ignore;
    CHECK(outcome_of(policy, movable) == "taken");
}

TEST_CASE("a certificate that has expired vouches no more")
{
    using namespace std::chrono_literals;
    AttestationPolicy const policy{.mode = Mode::verify, .roots = roots_of_test()};
    auto const attestation = attested_by(AttestationKind::packed);
    auto const now = SystemClock{}.now();
    CHECK(outcome_of(policy, attestation, model_of_test, now + 24h * (soft::soft_last_day - 1)) == "attested");
    CHECK(outcome_of(policy, attestation, model_of_test, now + 24h * (soft::soft_last_day + 1)) ==
          "untrusted_attestation");
}

} // namespace zugang::webauthn::attested
