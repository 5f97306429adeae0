// Ceremonies in which one thing is not as it should be, and the reason for which each is refused. changed_field_test
// holds the verifier to them, tests/interop/ceremony_tool hands them to a library others wrote.
#pragma once
#include "tests/support/soft_authenticator.hpp"
#include "webauthn/refusal.hpp"

namespace zugang::webauthn::tests {

using namespace zugang::tests;

/// A registration on its way: what the device is, what is asked of it, and, once it is made, what it answered.
struct RegistrationDraft {
    SoftDevice device;
    SoftRequest request;
    SoftRegistration answer = {};
};
using DraftChange = std::function<void(RegistrationDraft&)>;

struct RegistrationChange {
    std::string what = "nothing";
    Reason reason = {};
    DraftChange before = {}; // all that is signed is signed with the change
    DraftChange after = {};  // nothing is signed again
};

/// The registration of a device of that kind, as it should be, for challenge_of_test.
[[nodiscard]] RegistrationDraft draft_registration(AttestationKind kind);
/// Made, with the change.
[[nodiscard]] RegistrationDraft make_registration(AttestationKind kind, RegistrationChange const& change);
[[nodiscard]] Bytes const& challenge_of_test();

/// What is wrong whatever the attestation, and what is wrong with a statement of that kind.
[[nodiscard]] std::vector<RegistrationChange> const& common_registration_changes();
[[nodiscard]] std::vector<RegistrationChange> const& statement_changes(AttestationKind kind);
/// What may be otherwise and is accepted (no reason is to be looked at).
[[nodiscard]] std::vector<RegistrationChange> variants(AttestationKind kind);
/// The app whose ceremonies are taken.
constexpr char const* app_origin = "android:apk-key-hash:c29tZWJvZHk";

/// An assertion, and what the server knows of the credential.
struct AssertionDraft {
    SoftAuthenticator device;
    SoftRequest request;
    SoftAssertion answer = {};
    Bytes public_key = {}; // as stored, like the rest
    Bytes user_handle = {};
    Bytes id = {};
    bool backup_eligible = false;
};
struct AssertionChange {
    std::string what = "nothing";
    Reason reason = {};
    std::function<void(AssertionDraft&)> before = {};
    std::function<void(AssertionDraft&)> after = {};
};
[[nodiscard]] AssertionDraft make_assertion(KeyKind kind, AssertionChange const& change);
[[nodiscard]] std::vector<AssertionChange> const& assertion_changes();

} // namespace zugang::webauthn::tests
