#include "tests/webauthn/ceremony.hpp"
#include "webauthn/options.hpp"
#include "webauthn/trust_store.hpp"
#include <doctest.h>

namespace zugang::webauthn::tests {
namespace {

/// Every device there can be: kind of attestation, the credential's key, the attesting key.
std::vector<SoftDevice> all_devices()
{
    std::vector<SoftDevice> devices;
    for (auto const kind : all_attestation_kinds)
        for (auto const key : all_key_kinds)
            for (auto const attesting : all_key_kinds)
                if (can_attest(kind, key) && can_attest_with(kind, attesting)) {
                    auto device = draft_registration(kind).device;
                    device.key = key;
                    device.attestation_key = attesting;
                    devices.push_back(device);
                }
    return devices;
}

std::string name_of(SoftDevice const& device)
{
    return std::string(to_text(device.attestation)) + ", " + to_text(device.key) + ", attested with " +
           to_text(device.attestation_key);
}

AttestationType type_of(AttestationKind kind)
{
    switch (kind) {
    case AttestationKind::none:
        return AttestationType::none;
    case AttestationKind::self:
        return AttestationType::self;
    case AttestationKind::apple:
        return AttestationType::anonymization_ca;
    case AttestationKind::packed:
    case AttestationKind::fido_u2f:
    case AttestationKind::tpm:
    case AttestationKind::android_key:
        break;
    }
    return AttestationType::certificate;
}

std::string_view format_of(AttestationKind kind)
{
    return kind == AttestationKind::self ? "packed" : to_text(kind);
}

RegistrationDraft made_by(SoftDevice const& device)
{
    return make_registration(device.attestation, {.before = [&](RegistrationDraft& draft) { draft.device = device; }});
}

} // namespace

TEST_CASE("a genuine registration is accepted for every format and algorithm, and what it says is told")
{
    for (auto const& device : all_devices()) {
        INFO(name_of(device));
        auto const draft = made_by(device);
        auto const result = verify(draft, {});
        REQUIRE_EQ(outcome(result), "accepted");
        CHECK_EQ(result->id, draft.answer.id);
        CHECK_EQ(result->key.bytes, draft.answer.public_key);
        CHECK_EQ(static_cast<std::int64_t>(result->key.algorithm), cose_algorithm(device.key));
        CHECK_EQ(result->aaguid, device.aaguid);
        CHECK_EQ(result->attestation.format, format_of(device.attestation));
        CHECK(result->attestation.type == type_of(device.attestation));
        CHECK_FALSE(result->is_attested);
    }
}

TEST_CASE("where attestation is verified, the configured root vouches for every format that names a maker")
{
    for (auto const& device : all_devices()) {
        INFO(name_of(device));
        auto const result = verify(made_by(device), policy_with_root());
        if (has_certificates(device.attestation)) {
            REQUIRE_EQ(outcome(result), "accepted");
            CHECK(result->is_attested);
        } else {
            CHECK_EQ(outcome(result), "untrusted_attestation");
        }
    }
}

TEST_CASE("a genuine assertion is accepted for every algorithm, with what it says")
{
    for (auto const kind : all_key_kinds) {
        INFO(std::string(to_text(kind)));
        auto const draft = make_assertion(kind, {.before = [](AssertionDraft& asked) {
                                              asked.device.device.backup_eligible = asked.device.device.backed_up =
                                                  asked.backup_eligible = true;
                                              asked.request.sign_count = 41;
                                          }});
        auto const result = verify(draft);
        REQUIRE_EQ(outcome(result), "accepted");
        CHECK_EQ(result->sign_count, 41);
        CHECK(result->flags.user_present);
        CHECK(result->flags.user_verified);
        CHECK(result->flags.backup_eligible);
        CHECK(result->flags.backed_up);
        CHECK_FALSE(result->counter_went_back);
    }
}

TEST_CASE("the counter may stay at zero and go forward; standing still and going back are told")
{
    struct Step {
        std::uint32_t stored;
        std::uint32_t answered;
        bool goes_back;
    };
    for (auto const step : {Step{0, 0, false}, Step{0, 1, false}, Step{5, 6, false}, Step{5, 5, true}, Step{5, 4, true},
                            Step{5, 0, true}, Step{0xfffffffe, 0xffffffff, false}}) {
        INFO(step.stored << " then " << step.answered);
        auto const draft = make_assertion(
            KeyKind::es256, {.before = [&](AssertionDraft& asked) { asked.request.sign_count = step.answered; }});
        auto const result = verify_assertion(parse_assertion_response(draft.answer.json()).value(),
                                             {.id = draft.id,
                                              .public_key = draft.public_key,
                                              .user_handle = draft.user_handle,
                                              .sign_count = step.stored},
                                             {.party = party_of_test(), .challenge = challenge_of_test()});
        REQUIRE_EQ(outcome(result), "accepted");
        CHECK_EQ(result->counter_went_back, step.goes_back);
    }
}

TEST_CASE("what may be otherwise is taken: ids, counters, backup, extensions, an app, what is optional in a statement")
{
    for (auto const kind : all_attestation_kinds)
        for (auto const& variant : variants(kind)) {
            INFO(std::string(to_text(kind)) << ", " << variant.what);
            CHECK_EQ(outcome(verify(make_registration(kind, variant), policy_for(kind))), "accepted");
        }
}

TEST_CASE("a model is taken or refused by its AAGUID, also where attestation is not asked for")
{
    auto const draft = make_registration(AttestationKind::packed, {});
    auto const aaguid = draft.device.aaguid;
    CHECK_EQ(outcome(verify(draft, {.allowed = {aaguid}})), "accepted");
    CHECK_EQ(outcome(verify(draft, {.allowed = {Aaguid{1}}})), "forbidden_authenticator");
    CHECK_EQ(outcome(verify(draft, {.denied = {Aaguid{1}}})), "accepted");
    CHECK_EQ(outcome(verify(draft, {.denied = {Aaguid{1}, aaguid}})), "forbidden_authenticator");
}

TEST_CASE("nobody need be present where nobody was asked, and nobody verified where a security key comes second")
{
    struct Wish {
        std::uint8_t missing;
        bool is_conditional;
        UserVerification verification;
        std::string_view outcome;
    };
    constexpr auto both = static_cast<std::uint8_t>(flag::user_present | flag::user_verified);
    for (auto const& wish : {Wish{flag::user_present, true, UserVerification::required, "accepted"},
                             Wish{both, true, UserVerification::required, "not_verified"},
                             Wish{both, true, UserVerification::discouraged, "accepted"},
                             Wish{flag::user_verified, false, UserVerification::discouraged, "accepted"},
                             Wish{both, false, UserVerification::discouraged, "not_present"}}) {
        INFO(int{wish.missing} << (wish.is_conditional ? ", conditional" : ""));
        auto const draft =
            make_registration(AttestationKind::self,
                              {.before = [&](RegistrationDraft& asked) { asked.request.clear_flags = wish.missing; }});
        AttestationPolicy const policy;
        auto const result = verify_registration(parse_registration_response(draft.answer.json()).value(),
                                                {.party = party_of_test(),
                                                 .challenge = challenge_of_test(),
                                                 .user_verification = wish.verification,
                                                 .is_conditional = wish.is_conditional,
                                                 .attestation = policy,
                                                 .now = SystemClock().now()});
        CHECK_EQ(outcome(result), wish.outcome);
    }
}

TEST_CASE("a device answers the options of a page, and the page takes its answer")
{
    SoftAuthenticator phone;
    auto const handle = random_bytes(32);
    auto const options = to_json(CreationOptions{.rp_id = party_of_test().id,
                                                 .rp_name = "Konto",
                                                 .user_handle = handle,
                                                 .user_name = "max.mustermann",
                                                 .display_name = "Max Mustermann",
                                                 .challenge = challenge_of_test(),
                                                 .exclude = {}});
    auto const made = phone.create(options, party_of_test().origins.front());
    REQUIRE_EQ(outcome(verify_registration_json(made.json(), {})), "accepted");
    auto const asked =
        to_json(RequestOptions{.rp_id = party_of_test().id, .challenge = challenge_of_test(), .allow = {}});
    AssertionDraft draft{phone, {}, phone.get(asked, party_of_test().origins.front())};
    draft.public_key = made.public_key;
    draft.user_handle = handle;
    draft.id = made.id;
    CHECK_EQ(outcome(verify(draft)), "accepted");
}

} // namespace zugang::webauthn::tests
