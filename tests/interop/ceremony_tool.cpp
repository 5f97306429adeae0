// ceremony_tool: ceremonies of every format and algorithm, and each with one thing changed, with our verifier's
// verdict, for a test in another language. One JSON object a line; `root` is the certificate that vouches for the
// devices.
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "tests/webauthn/ceremony.hpp"
#include <iostream>

namespace zugang::webauthn::tests {
namespace {

JsonObject about(std::string const& name, std::string_view verdict)
{
    return JsonObject{}
        .add("name", name)
        .add("verdict", verdict)
        .add("challenge", base64url_encode(challenge_of_test()));
}

void tell(std::string const& name, RegistrationDraft const& draft)
{
    auto const kind = draft.device.attestation;
    std::cout << about("registration: " + name, outcome(verify(draft, policy_for(kind))))
                     .add("root", SoftAuthority::of_run().root.pem())
                     .add_raw("registration", draft.answer.json())
                     .str()
              << '\n';
}

void tell(std::string const& name, AssertionDraft const& draft)
{
    auto const credential = JsonObject{}
                                .add("id", base64url_encode(draft.id))
                                .add("publicKey", base64url_encode(draft.public_key))
                                .add("userHandle", base64url_encode(draft.user_handle))
                                .str();
    std::cout << about("assertion: " + name, outcome(verify(draft)))
                     .add_raw("credential", credential)
                     .add_raw("assertion", draft.answer.json())
                     .str()
              << '\n';
}

void tell_registrations()
{
    for (auto const kind : all_attestation_kinds) {
        std::string const format = to_text(kind);
        for (auto const key : all_key_kinds)
            for (auto const attesting : all_key_kinds)
                if (can_attest(kind, key) && can_attest_with(kind, attesting))
                    tell(format + ", " + to_text(key) + " by " + to_text(attesting),
                         make_registration(kind, {.before = [&](RegistrationDraft& draft) {
                                               draft.device.key = key;
                                               draft.device.attestation_key = attesting;
                                           }}));
        for (auto const& variant : variants(kind))
            tell(format + ", " + variant.what, make_registration(kind, variant));
        for (auto const& change : common_registration_changes())
            tell(format + ", " + change.what, make_registration(kind, change));
        for (auto const& change : statement_changes(kind))
            tell(format + ", " + change.what, make_registration(kind, change));
    }
}

void tell_assertions()
{
    for (auto const kind : all_key_kinds) {
        std::string const algorithm = to_text(kind);
        tell(algorithm, make_assertion(kind, {}));
        for (auto const& change : assertion_changes())
            tell(algorithm + ", " + change.what, make_assertion(kind, change));
    }
}

} // namespace
} // namespace zugang::webauthn::tests

int main()
{
    zugang::webauthn::tests::tell_registrations();
    zugang::webauthn::tests::tell_assertions();
}
