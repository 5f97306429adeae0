// Ceremonies of a real browser, Chromium with its virtual authenticators (tests/webauthn/browser_vectors, made by
// record.mjs there): one registration and two assertions of each device.
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "doctest.h"
#include "webauthn/trust_store.hpp"
#include "webauthn/verify_assertion.hpp"
#include "webauthn/verify_registration.hpp"
#include <algorithm>
#include <fstream>
#include <iterator>

namespace zugang::webauthn {
namespace {

struct BrowserCeremony {
    Bytes challenge;
    std::string response;
};

/// A credential from its registration to its second assertion.
struct Recording {
    RelyingParty party;
    Bytes user_handle;
    BrowserCeremony registration;
    std::vector<BrowserCeremony> assertions;
};

Bytes bytes_at(Json const& json, std::string_view name)
{
    return base64url_decode(json.string(name).value()).value();
}

BrowserCeremony read_ceremony(Json const& json)
{
    return {bytes_at(json, "challenge"), json.find("response").value().dump()};
}

Recording load_recording(std::string const& name)
{
    std::ifstream stream(ZUGANG_SOURCE_DIR "/tests/webauthn/browser_vectors/" + name + ".json");
    std::string const text{std::istreambuf_iterator<char>(stream), {}};
    auto const json = Json::parse(text);
    REQUIRE_MESSAGE(json.has_value(), name);
    Recording recording{{json->string("rp_id").value(), {json->string("origin").value()}},
                        bytes_at(*json, "user_handle"),
                        read_ceremony(json->find("registration").value()),
                        {}};
    for (auto const& assertion : json->find("assertions").value().items())
        recording.assertions.push_back(read_ceremony(assertion));
    REQUIRE(recording.assertions.size() == 2);
    return recording;
}

Result<Registered, Refusal> registered(Recording const& recording, UserVerification user_verification,
                                       AttestationPolicy const& policy = {})
{
    auto const response = parse_registration_response(recording.registration.response);
    REQUIRE(response.has_value());
    auto const now = from_seconds(1795536000); // the day they were recorded; the certificates in them are good for it
    return verify_registration(*response, {.party = recording.party,
                                           .challenge = recording.registration.challenge,
                                           .user_verification = user_verification,
                                           .attestation = policy,
                                           .now = now});
}

Result<Asserted, Refusal> asserted(Recording const& recording, std::size_t number, Registered const& credential,
                                   std::uint32_t sign_count, UserVerification user_verification)
{
    auto const& ceremony = recording.assertions.at(number);
    auto const response = parse_assertion_response(ceremony.response);
    REQUIRE(response.has_value());
    KnownCredential const known{.id = credential.id,
                                .public_key = credential.key.bytes,
                                .user_handle = recording.user_handle,
                                .sign_count = sign_count,
                                .backup_eligible = credential.flags.backup_eligible};
    return verify_assertion(*response, known,
                            {.party = recording.party,
                             .challenge = ceremony.challenge,
                             .user_verification = user_verification,
                             .is_discoverable = user_verification == UserVerification::required});
}

struct Device {
    std::string name;
    std::string format = "none";
    Algorithm algorithm = Algorithm::eddsa;
    std::vector<std::string> transports = {"internal"};
    UserVerification user_verification = UserVerification::required;
    bool backup_eligible = false;
    bool backed_up = false;       // at registration
    bool backed_up_later = false; // at the second assertion
    std::uint32_t first_count = 1;
};

std::vector<Device> devices()
{
    constexpr auto weak = UserVerification::discouraged;
    std::vector<std::string> const usb{"usb"};
    return {
        {.name = "phone"},
        {.name = "phone_packed", .format = "packed", .algorithm = Algorithm::es256},
        {.name = "synced",
         .algorithm = Algorithm::es256,
         .backup_eligible = true,
         .backed_up = true,
         .backed_up_later = true},
        {.name = "backed_up_later", .backup_eligible = true, .backed_up_later = true},
        {.name = "other_phone", .algorithm = Algorithm::rs256, .transports = {"ble", "hybrid"}},
        {.name = "usb_packed_rsa", .format = "packed", .algorithm = Algorithm::rs256, .transports = usb},
        {.name = "usb_packed_eddsa", .format = "packed", .transports = usb},
        {.name = "plain_key", .transports = usb, .user_verification = weak},
        {.name = "plain_key_packed", .format = "packed", .transports = usb, .user_verification = weak},
        {.name = "u2f", .algorithm = Algorithm::es256, .transports = usb, .user_verification = weak, .first_count = 0},
        {.name = "u2f_attested",
         .format = "fido-u2f",
         .algorithm = Algorithm::es256,
         .transports = usb,
         .user_verification = weak,
         .first_count = 0},
        {.name = "with_extensions", .transports = usb},
    };
}

} // namespace

TEST_CASE("what a browser registers and asserts is accepted, with every kind of device it pretends to have")
{
    for (auto const& device : devices()) {
        CAPTURE(device.name);
        auto const recording = load_recording(device.name);
        auto const made = registered(recording, device.user_verification);
        REQUIRE_MESSAGE(made.has_value(), (made ? "" : to_name(made.error().reason)));
        CHECK(made->attestation.format == device.format);
        CHECK(made->attestation.certificates.size() == (device.format == "none" ? 0U : 1U));
        CHECK_FALSE(made->is_attested); // nobody was asked to vouch
        CHECK(made->key.algorithm == device.algorithm);
        CHECK(made->transports == device.transports);
        CHECK(made->sign_count == device.first_count);
        CHECK(made->flags.user_verified == (device.user_verification == UserVerification::required));
        CHECK(made->flags.backup_eligible == device.backup_eligible);
        CHECK(made->flags.backed_up == device.backed_up);

        auto const first = asserted(recording, 0, *made, made->sign_count, device.user_verification);
        REQUIRE_MESSAGE(first.has_value(), (first ? "" : to_name(first.error().reason)));
        CHECK(first->sign_count == 2);
        CHECK_FALSE(first->counter_went_back);
        CHECK(first->flags.backed_up == device.backed_up);
        auto const second = asserted(recording, 1, *made, first->sign_count, device.user_verification);
        REQUIRE_MESSAGE(second.has_value(), (second ? "" : to_name(second.error().reason)));
        CHECK(second->sign_count == 3);
        CHECK_FALSE(second->counter_went_back);
        CHECK(second->flags.backed_up == device.backed_up_later);
    }
}

TEST_CASE("who is told to trust a device's certificate takes its keys, and none that nobody vouches for")
{
    auto const key = load_recording("u2f_attested");
    auto const stick = load_recording("usb_packed_rsa");
    auto const first = registered(key, UserVerification::discouraged);
    REQUIRE(first.has_value());
    AttestationPolicy policy{.mode = AttestationPolicy::Mode::verify};
    policy.roots = std::make_shared<TrustStore const>(TrustStore::from_der(first->attestation.certificates));
    auto const trusted = registered(key, UserVerification::discouraged, policy);
    REQUIRE_MESSAGE(trusted.has_value(), (trusted ? "" : to_name(trusted.error().reason)));
    CHECK(trusted->is_attested);
    for (auto const& other : {stick, load_recording("phone")}) {
        auto const refused = registered(other, UserVerification::required, policy);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().reason == Reason::untrusted_attestation);
    }

    auto const model = registered(stick, UserVerification::required);
    REQUIRE(model.has_value());
    AttestationPolicy denying;
    denying.denied = {model->aaguid};
    auto const denied = registered(stick, UserVerification::required, denying);
    REQUIRE_FALSE(denied.has_value());
    CHECK(denied.error().reason == Reason::forbidden_authenticator);
}

TEST_CASE("a key that verified nobody is refused where a passkey is asked for, at both ceremonies")
{
    for (auto const* name : {"plain_key", "plain_key_packed", "u2f", "u2f_attested"}) {
        CAPTURE(name);
        auto const recording = load_recording(name);
        auto const refused = registered(recording, UserVerification::required);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().reason == Reason::not_verified);
        auto const made = registered(recording, UserVerification::discouraged);
        REQUIRE(made.has_value());
        CHECK_FALSE(asserted(recording, 0, *made, 0, UserVerification::required).has_value());
    }
}

TEST_CASE("the browser lets a device lie: each lie is refused for what it is, and the honest answer before is not")
{
    struct Lie {
        char const* name;
        Reason reason;
    };
    for (auto const& lie : {Lie{"bogus_signature", Reason::wrong_signature}, Lie{"bad_uv", Reason::not_verified},
                            Lie{"bad_up", Reason::not_present}}) {
        CAPTURE(lie.name);
        auto const recording = load_recording(lie.name);
        auto const made = registered(recording, UserVerification::required);
        REQUIRE(made.has_value());
        CHECK(asserted(recording, 0, *made, made->sign_count, UserVerification::required).has_value());
        auto const refused = asserted(recording, 1, *made, 2, UserVerification::required);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().reason == lie.reason);
    }
}

TEST_CASE("a passkey that says it is backed up but cannot be is refused")
{
    auto const refused = registered(load_recording("contradicting_backup"), UserVerification::required);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().reason == Reason::wrong_backup_flags);
}

TEST_CASE("a device put back to earlier days counts from there, which is told")
{
    auto const recording = load_recording("restored");
    auto const made = registered(recording, UserVerification::required);
    REQUIRE(made.has_value());
    auto const before = asserted(recording, 0, *made, made->sign_count, UserVerification::required);
    REQUIRE(before.has_value());
    CHECK_FALSE(before->counter_went_back);
    auto const after = asserted(recording, 1, *made, before->sign_count, UserVerification::required);
    REQUIRE(after.has_value());
    CHECK(after->sign_count == 1);
    CHECK(after->counter_went_back);
}

TEST_CASE("a ceremony in another site's page is refused unless frames and that page are allowed")
{
    auto recording = load_recording("framed");
    auto const refused = registered(recording, UserVerification::required);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().reason == Reason::cross_origin);

    recording.party.allow_cross_origin = true;
    recording.party.top_origins = {"https://other.example.com"};
    auto const elsewhere = registered(recording, UserVerification::required);
    REQUIRE_FALSE(elsewhere.has_value());
    CHECK(elsewhere.error().reason == Reason::wrong_top_origin);

    recording.party.top_origins = {"https://portal.example.com"};
    auto const made = registered(recording, UserVerification::required);
    REQUIRE(made.has_value());
    CHECK(asserted(recording, 0, *made, made->sign_count, UserVerification::required).has_value());
}

TEST_CASE("a recorded answer is good for its own challenge, origin and server alone")
{
    auto const right = load_recording("phone");
    auto const expect = [](Recording const& changed, Reason reason) {
        auto const refused = registered(changed, UserVerification::required);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().reason == reason);
    };
    auto other = right;
    other.registration.challenge.back() ^= 1;
    expect(other, Reason::wrong_challenge);
    other = right;
    other.party.origins = {"https://konto.example.org:8443"};
    expect(other, Reason::wrong_origin);
    other = right;
    other.party.id = "example.org";
    expect(other, Reason::wrong_rp_id);
    other = right;
    other.registration.response = right.assertions.front().response;
    CHECK_FALSE(parse_registration_response(other.registration.response).has_value());
}

} // namespace zugang::webauthn
