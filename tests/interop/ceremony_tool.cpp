// ceremony_tool: ceremonies of every format and algorithm, and each with one thing changed, with our verifier's
// verdict, for a test in another language. One JSON object a line; `root` is the certificate that vouches for the
// devices.
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "tests/webauthn/ceremony.hpp"
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace zugang::webauthn::tests {
namespace {

JsonObject about(std::string const& name, std::string_view verdict, ByteView challenge = challenge_of_test())
{
    return JsonObject{}.add("name", name).add("verdict", verdict).add("challenge", base64url_encode(challenge));
}

std::string credential_json(ByteView id, ByteView public_key, std::string const& user_handle)
{
    return JsonObject{}
        .add("id", base64url_encode(id))
        .add("publicKey", base64url_encode(public_key))
        .add("userHandle", user_handle)
        .str();
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
    std::cout << about("assertion: " + name, outcome(verify(draft)))
                     .add_raw("credential",
                              credential_json(draft.id, draft.public_key, base64url_encode(draft.user_handle)))
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

Bytes bytes_at(Json const& json, std::string_view name)
{
    return base64url_decode(json.string(name).value()).value();
}

struct RecordedParty {
    RelyingParty const& party;
    UserVerification verification;
};

void tell_assertions_of(Json const& recording, std::string const& title, Registered const& made,
                        RecordedParty const& expected)
{
    int number = 0;
    auto const handle = recording.string("user_handle").value();
    for (auto const& assertion : recording.find("assertions").value().items()) {
        auto const challenge = bytes_at(assertion, "challenge");
        auto const answer = assertion.find("response").value().dump();
        auto const result = verify_assertion(
            parse_assertion_response(answer).value(),
            {.id = made.id,
             .public_key = made.key.bytes,
             .user_handle = base64url_decode(handle).value(),
             .backup_eligible = made.flags.backup_eligible},
            {.party = expected.party, .challenge = challenge, .user_verification = expected.verification});
        std::cout << about("recorded assertion " + std::to_string(++number) + ", " + title, outcome(result), challenge)
                         .add("mustVerify", expected.verification == UserVerification::required)
                         .add_raw("credential", credential_json(made.id, made.key.bytes, handle))
                         .add_raw("assertion", answer)
                         .str()
                  << '\n';
    }
}

/// A recording of a real browser: one registration, and assertions. Those are told only where it was accepted.
void tell_recording(std::string const& name, Json const& recording, UserVerification verification)
{
    bool const must_verify = verification == UserVerification::required;
    auto const title = (must_verify ? "verified: " : "unverified: ") + name;
    RelyingParty const party{recording.string("rp_id").value(), {recording.string("origin").value()}};
    auto const registration = recording.find("registration").value();
    auto const challenge = bytes_at(registration, "challenge");
    auto const answer = registration.find("response").value().dump();
    auto const made =
        verify_registration(parse_registration_response(answer).value(), {.party = party,
                                                                          .challenge = challenge,
                                                                          .user_verification = verification,
                                                                          .attestation = {},
                                                                          .now = SystemClock().now()});
    std::cout << about("recorded registration, " + title, outcome(made), challenge)
                     .add("mustVerify", must_verify)
                     .add_raw("registration", answer)
                     .str()
              << '\n';
    if (made)
        tell_assertions_of(recording, title, *made, {party, verification});
}

void tell_recordings(std::filesystem::path const& folder)
{
    for (auto const& file : std::filesystem::directory_iterator(folder)) {
        if (file.path().extension() != ".json")
            continue;
        std::ifstream stream(file.path());
        auto const recording = Json::parse(std::string{std::istreambuf_iterator<char>(stream), {}}).value();
        for (auto const verification : {UserVerification::required, UserVerification::discouraged})
            tell_recording(file.path().stem(), recording, verification);
    }
}

} // namespace
} // namespace zugang::webauthn::tests

int main(int count, char** arguments)
{
    if (count == 2)
        zugang::webauthn::tests::tell_recordings(arguments[1]);
    zugang::webauthn::tests::tell_registrations();
    zugang::webauthn::tests::tell_assertions();
}
