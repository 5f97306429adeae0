#include "doctest.h"
#include "tests/support/soft_authenticator.hpp"
#include "webauthn/verify_assertion.hpp"
#include <limits>

namespace zugang::webauthn {
namespace {

namespace flag = tests::flag;
using tests::SoftRequest;

Bytes const handle(32, 0x42);
Bytes const asked(32, 0x17);

/// A passkey that is registered, and what the server knows of it.
struct Known {
    tests::SoftAuthenticator device;
    Bytes id;
    Bytes key;
    std::uint32_t sign_count = 0;
    bool backup_eligible = false;
    UserVerification user_verification = UserVerification::required;
    bool is_discoverable = true;
    RelyingParty party{.id = "konto.example.org", .origins = {"https://konto.example.org"}};

    explicit Known(tests::SoftDevice const& of = {}) : device(of), backup_eligible(of.backup_eligible)
    {
        auto const made = device.create({.challenge = Bytes(32), .user_handle = handle});
        id = made.id;
        key = made.public_key;
    }

    Result<Asserted, Refusal> verify(AssertionResponse const& response) const
    {
        return verify_assertion(response,
                                {.id = id,
                                 .public_key = key,
                                 .user_handle = handle,
                                 .sign_count = sign_count,
                                 .backup_eligible = backup_eligible},
                                {.party = party,
                                 .challenge = asked,
                                 .user_verification = user_verification,
                                 .is_discoverable = is_discoverable});
    }
    AssertionResponse answer(SoftRequest request = {})
    {
        request.challenge = asked;
        return parse_assertion_response(device.get(request).json()).value();
    }
    Result<Asserted, Refusal> ask(SoftRequest const& request = {}) { return verify(answer(request)); }
};

bool is_refused(Result<Asserted, Refusal> const& asserted, Reason reason, std::string_view step)
{
    return !asserted && asserted.error().reason == reason && asserted.error().step == step;
}

} // namespace

TEST_CASE("a genuine answer is verified, and says what the server has to remember")
{
    Known known({.backup_eligible = true, .backed_up = true, .count_step = 1});
    known.sign_count = 1;
    auto const asserted = known.ask();
    REQUIRE(asserted.has_value());
    CHECK(asserted->sign_count == 2);
    CHECK(!asserted->counter_went_back);
    CHECK(asserted->flags.user_verified);
    CHECK(asserted->flags.backup_eligible);
    CHECK(asserted->flags.backed_up);
}

TEST_CASE("an answer is of the credential it is said to be of")
{
    Known known;
    auto response = known.answer();
    response.id.back() ^= 1;
    CHECK(is_refused(known.verify(response), Reason::wrong_credential, "WebAuthn L3 §7.2 step 5"));
}

TEST_CASE("a user handle is of the credential's account; without a name it must be there")
{
    Known known;
    auto response = known.answer();
    response.user_handle->back() ^= 1;
    CHECK(is_refused(known.verify(response), Reason::wrong_user_handle, "WebAuthn L3 §7.2 step 6"));
    response.user_handle = std::nullopt;
    CHECK(is_refused(known.verify(response), Reason::wrong_user_handle, "WebAuthn L3 §7.2 step 6"));
    known.is_discoverable = false; // the account was named before
    CHECK(known.verify(response).has_value());
    response.user_handle = Bytes{1};
    CHECK(is_refused(known.verify(response), Reason::wrong_user_handle, "WebAuthn L3 §7.2 step 6"));
}

TEST_CASE("client data of the other ceremony, another challenge or another page is refused")
{
    Known known;
    CHECK(is_refused(known.ask({.type = "webauthn.create"}), Reason::wrong_type, "WebAuthn L3 §7.2 step 10"));
    auto const replayed = parse_assertion_response(known.device.get({.challenge = Bytes(32, 1)}).json()).value();
    CHECK(is_refused(known.verify(replayed), Reason::wrong_challenge, "WebAuthn L3 §7.2 step 11"));
    CHECK(is_refused(known.ask({.origin = "https://konto.example.net"}), Reason::wrong_origin,
                     "WebAuthn L3 §7.2 step 12"));
    CHECK(is_refused(known.ask({.cross_origin = true}), Reason::cross_origin, "WebAuthn L3 §7.2 step 13"));
}

TEST_CASE("data made for another server is refused")
{
    Known known;
    CHECK(is_refused(known.ask({.hashed_rp_id = "example.org"}), Reason::wrong_rp_id, "WebAuthn L3 §7.2 step 15"));
}

TEST_CASE("presence is always required, verification where it was asked for")
{
    Known known;
    CHECK(is_refused(known.ask({.clear_flags = flag::user_present}), Reason::not_present, "WebAuthn L3 §7.2 step 16"));
    CHECK(
        is_refused(known.ask({.clear_flags = flag::user_verified}), Reason::not_verified, "WebAuthn L3 §7.2 step 17"));
    known.user_verification = UserVerification::discouraged;
    auto const unverified = known.ask({.clear_flags = flag::user_verified});
    REQUIRE(unverified.has_value());
    CHECK(!unverified->flags.user_verified);
    CHECK(is_refused(known.ask({.clear_flags = flag::user_present}), Reason::not_present, "WebAuthn L3 §7.2 step 16"));
}

TEST_CASE("backup eligibility never changes, the backup itself may")
{
    Known bound;
    CHECK(is_refused(bound.ask({.set_flags = flag::backup_eligible}), Reason::wrong_backup_flags,
                     "WebAuthn L3 §7.2 step 19"));
    CHECK(!bound.ask({.set_flags = flag::backed_up}));
    Known synced({.backup_eligible = true});
    CHECK(synced.ask().has_value());
    CHECK(synced.ask({.set_flags = flag::backed_up}).has_value());
    CHECK(is_refused(synced.ask({.clear_flags = flag::backup_eligible}), Reason::wrong_backup_flags,
                     "WebAuthn L3 §7.2 step 19"));
}

TEST_CASE("only the registered key's signature over just these bytes is right")
{
    Known known;
    auto response = known.answer();
    REQUIRE(known.verify(response).has_value());
    response.client_data.insert(response.client_data.end() - 1, ' '); // the same JSON, other bytes
    CHECK(is_refused(known.verify(response), Reason::wrong_signature, "WebAuthn L3 §7.2 step 21"));
    response = known.answer();
    response.signature.back() ^= 1;
    CHECK(is_refused(known.verify(response), Reason::wrong_signature, "WebAuthn L3 §7.2 step 21"));
    response = known.answer();
    known.key = tests::SoftKey::make(tests::KeyKind::es256, 7).cose();
    CHECK(is_refused(known.verify(response), Reason::wrong_signature, "WebAuthn L3 §7.2 step 21"));
    known.key.pop_back();
    CHECK(!known.verify(response));
}

TEST_CASE("a counter that does not grow is told, but no reason to refuse")
{
    Known known;
    auto const went_back = [&](std::uint32_t stored, std::uint32_t answered) {
        known.sign_count = stored;
        auto const asserted = known.ask({.sign_count = answered});
        REQUIRE(asserted.has_value());
        CHECK(asserted->sign_count == answered);
        return asserted->counter_went_back;
    };
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    CHECK(!went_back(0, 0)); // does not count at all
    CHECK(!went_back(0, 1));
    CHECK(went_back(1, 1));
    CHECK(went_back(1, 0));
    CHECK(!went_back(most - 1, most));
    CHECK(went_back(most, most));
    CHECK(went_back(most, most - 1));
}

TEST_CASE("an assertion brings no new credential, and nothing else that no flag tells of")
{
    Known known;
    auto response = known.answer();
    response.authenticator_data = tests::SoftAuthenticator{}.create({.challenge = asked}).authenticator_data;
    CHECK(known.verify(response).error().reason == Reason::malformed_data);
    CHECK(known.ask({.set_flags = flag::reserved_1}).error().reason == Reason::malformed_data);
    CHECK(known.ask({.trailing = Bytes{0}}).error().reason == Reason::malformed_data);
    CHECK(known.ask({.extensions = tests::cbor::map({})}).has_value());
}

TEST_CASE("the JSON of an assertion is read whole or not at all")
{
    auto const refused = [](std::string_view json) {
        auto const response = parse_assertion_response(json);
        return !response && response.error().reason == Reason::malformed_response;
    };
    std::string const parts = R"("clientDataJSON":"AA","authenticatorData":"AA","signature":"AA")";
    auto const with = [&](std::string const& head, std::string const& response) {
        return "{" + head + R"(,"response":{)" + response + "}}";
    };
    std::string const head = R"("id":"AQI","rawId":"AQI","type":"public-key")";
    auto const good = with(head, parts);
    CHECK(parse_assertion_response(good).value().id == Bytes{1, 2});
    for (auto const* const handle_json : {R"(,"userHandle":null)", R"(,"userHandle":"")", ""})
        CHECK(!parse_assertion_response(with(head, parts + handle_json)).value().user_handle);
    CHECK(parse_assertion_response(with(head, parts + R"(,"userHandle":"AQ")")).value().user_handle == Bytes{1});
    for (auto const* const wrong : {R"(,"userHandle":"A")", R"(,"userHandle":5)", R"(,"userHandle":"AQ==")"})
        CHECK(refused(with(head, parts + wrong)));
    for (auto const* const wrong : {
             R"("id":"AQM","rawId":"AQI","type":"public-key")",
             R"("id":"AQI","type":"public-key")",
             R"("id":"","rawId":"","type":"public-key")",
             R"("id":"AQJ","rawId":"AQJ","type":"public-key")", // spare bits are set: a second spelling
             R"("id":"AQI=","rawId":"AQI=","type":"public-key")",
             R"("id":"AQI","rawId":"AQI","type":"password")",
             R"("id":"AQI","rawId":"AQI")",
         })
        CHECK_MESSAGE(refused(with(wrong, parts)), wrong);
    for (auto const* const missing : {R"("clientDataJSON":"AA","authenticatorData":"AA")",
                                      R"("clientDataJSON":"AA","authenticatorData":"","signature":"AA")",
                                      R"("clientDataJSON":"{}","authenticatorData":"AA","signature":"AA")"})
        CHECK_MESSAGE(refused(with(head, missing)), missing);
    CHECK(refused("{" + head + "}"));
    CHECK(refused("[]"));
    for (std::size_t length = 0; length < good.size(); ++length)
        CHECK(refused(good.substr(0, length)));
    CHECK(!refused(good + std::string(65536 - good.size(), ' ')));
    CHECK(refused(good + std::string(65537 - good.size(), ' ')));
}

} // namespace zugang::webauthn
