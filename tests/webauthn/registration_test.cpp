#include "doctest.h"
#include "tests/support/soft_authenticator.hpp"
#include "webauthn/verify_registration.hpp"

namespace zugang::webauthn {
namespace {

namespace cbor = tests::cbor;
namespace flag = tests::flag;
using tests::SoftRequest;

Bytes const asked(32, 0x17);

struct Asked {
    UserVerification user_verification = UserVerification::required;
    bool is_conditional = false;
    AttestationPolicy policy = {};
};

Result<Registered, Refusal> verify(RegistrationResponse const& response, Asked const& how = {})
{
    RelyingParty const party{.id = "konto.example.org", .origins = {"https://konto.example.org"}};
    return verify_registration(response, {.party = party,
                                          .challenge = asked,
                                          .user_verification = how.user_verification,
                                          .is_conditional = how.is_conditional,
                                          .attestation = how.policy,
                                          .now = Instant{}});
}

RegistrationResponse answer(SoftRequest request = {}, tests::SoftDevice const& of = {})
{
    tests::SoftAuthenticator device(of);
    request.challenge = asked;
    return parse_registration_response(device.create(request).json()).value();
}

bool is_refused(Result<Registered, Refusal> const& registered, Reason reason, std::string_view step)
{
    return !registered && registered.error().reason == reason && registered.error().step == step;
}

/// An attestation object of those members.
RegistrationResponse with_object(cbor::Members const& members)
{
    auto response = answer();
    response.attestation_object = cbor::map(members);
    return response;
}

} // namespace

TEST_CASE("a genuine registration gives what is to be stored")
{
    for (auto const kind : tests::all_key_kinds) {
        auto const response = answer({}, {.key = kind,
                                          .aaguid = {1, 2, 3},
                                          .backup_eligible = true,
                                          .backed_up = true,
                                          .count_step = 5,
                                          .transports = {"internal", "hybrid"}});
        auto const registered = verify(response);
        REQUIRE_MESSAGE(registered.has_value(), to_text(kind));
        CHECK(registered->id == response.id);
        CHECK(static_cast<std::int64_t>(registered->key.algorithm) == cose_algorithm(kind));
        CHECK(parse_cose_key(registered->key.bytes).has_value());
        CHECK(registered->sign_count == 5);
        CHECK(registered->flags.user_verified);
        CHECK(registered->flags.backed_up);
        CHECK(registered->aaguid == Aaguid{1, 2, 3});
        CHECK(registered->transports == std::vector<std::string>{"hybrid", "internal"});
        CHECK(registered->attestation.format == "none");
        CHECK(!registered->is_attested);
    }
}

TEST_CASE("client data of the other ceremony, another challenge or another page registers nothing")
{
    CHECK(is_refused(verify(answer({.type = "webauthn.get"})), Reason::wrong_type, "WebAuthn L3 §7.1 step 7"));
    tests::SoftAuthenticator device;
    auto const replayed = parse_registration_response(device.create({.challenge = Bytes(32, 1)}).json()).value();
    CHECK(is_refused(verify(replayed), Reason::wrong_challenge, "WebAuthn L3 §7.1 step 8"));
    CHECK(is_refused(verify(answer({.origin = "https://konto.example.net"})), Reason::wrong_origin,
                     "WebAuthn L3 §7.1 step 9"));
    CHECK(is_refused(verify(answer({.cross_origin = true})), Reason::cross_origin, "WebAuthn L3 §7.1 step 10"));
}

TEST_CASE("an attestation object has its three members, of their types, and no other")
{
    auto const format = std::pair(cbor::text("fmt"), cbor::text("none"));
    auto const statement = std::pair(cbor::text("attStmt"), cbor::map({}));
    tests::SoftAuthenticator device;
    auto const made = device.create({.challenge = asked});
    auto const data = std::pair(cbor::text("authData"), cbor::bytes(made.authenticator_data));
    auto const is_malformed = [&](cbor::Members const& members) {
        return is_refused(verify(with_object(members)), Reason::malformed_data, "WebAuthn L3 §7.1 step 13");
    };
    auto response = with_object({format, statement, data});
    response.id = made.id;
    CHECK(verify(response).has_value());
    response = with_object({data, statement, format}); // order alone says nothing
    response.id = made.id;
    CHECK(verify(response).has_value());
    CHECK(is_malformed({format, statement}));
    CHECK(is_malformed({format, data}));
    CHECK(is_malformed({statement, data}));
    CHECK(is_malformed({format, statement, data, {cbor::text("epAtt"), cbor::boolean(true)}}));
    CHECK(is_malformed({{cbor::text("fmt"), cbor::bytes(Bytes{'n', 'o', 'n', 'e'})}, statement, data}));
    CHECK(is_malformed({format, {cbor::text("attStmt"), cbor::array({})}, data}));
    CHECK(is_malformed({format, statement, {cbor::text("authData"), cbor::text("none")}}));
    auto longer = answer();
    longer.attestation_object.push_back(0);
    CHECK(verify(longer).error().reason == Reason::malformed_cbor);
}

TEST_CASE("no beginning of an attestation object registers anything")
{
    auto const whole = answer();
    for (std::size_t length = 0; length < whole.attestation_object.size(); ++length) {
        auto cut = whole;
        cut.attestation_object.resize(length);
        CHECK_MESSAGE(!verify(cut), length);
    }
}

TEST_CASE("a credential for another server is refused")
{
    CHECK(is_refused(verify(answer({.hashed_rp_id = "example.org"})), Reason::wrong_rp_id, "WebAuthn L3 §7.1 step 14"));
}

TEST_CASE("presence is required unless nobody was asked, verification where it was asked for")
{
    auto const absent = answer({.clear_flags = flag::user_present});
    CHECK(is_refused(verify(absent), Reason::not_present, "WebAuthn L3 §7.1 step 15"));
    CHECK(verify(absent, {.is_conditional = true}).has_value());
    auto const unverified = answer({.clear_flags = flag::user_verified});
    CHECK(is_refused(verify(unverified), Reason::not_verified, "WebAuthn L3 §7.1 step 16"));
    CHECK(is_refused(verify(unverified, {.is_conditional = true}), Reason::not_verified, "WebAuthn L3 §7.1 step 16"));
    CHECK(verify(unverified, {.user_verification = UserVerification::discouraged}).has_value());
}

TEST_CASE("a registration has a credential, the one it is said to be of")
{
    tests::SoftAuthenticator device;
    device.create({.challenge = Bytes(32)});
    auto const none = with_object({{cbor::text("fmt"), cbor::text("none")},
                                   {cbor::text("attStmt"), cbor::map({})},
                                   {cbor::text("authData"), cbor::bytes(device.get({}).authenticator_data)}});
    CHECK(is_refused(verify(none), Reason::malformed_data, "WebAuthn L3 §7.1 step 20"));
    CHECK(verify(answer({.attested_id = Bytes(32, 9)})).error().reason == Reason::wrong_credential);
    CHECK(verify(answer({}, {.id_length = 1023})).has_value());
    CHECK(
        is_refused(verify(answer({.attested_id = Bytes(1024)})), Reason::wrong_credential, "WebAuthn L3 §7.1 step 25"));
}

TEST_CASE("a statement nobody asked for must be true all the same")
{
    auto const self = tests::SoftDevice{.attestation = tests::AttestationKind::self};
    auto const good = verify(answer({}, self));
    REQUIRE(good.has_value());
    CHECK(good->attestation.format == "packed");
    CHECK(good->attestation.type == AttestationType::self);
    SoftRequest lie;
    lie.statement.change_message = [](Bytes& message) { message.back() ^= 1; };
    CHECK(!verify(answer(lie, self)));
}

TEST_CASE("of the ways to an authenticator only known words are kept, each once")
{
    auto response = answer();
    response.transports = {"usb", "cable", "usb", "\"><script>", "internal", "USB", ""};
    CHECK(verify(response)->transports == std::vector<std::string>{"usb", "internal"});
    response.transports.clear();
    CHECK(verify(response)->transports.empty());
}

TEST_CASE("the JSON of a registration is read whole or not at all")
{
    auto const refused = [](std::string_view response) {
        auto const read = parse_registration_response(R"({"id":"AQI","rawId":"AQI","type":"public-key","response":{)" +
                                                      std::string(response) + "}}");
        return !read && read.error().reason == Reason::malformed_response;
    };
    std::string const parts = R"("clientDataJSON":"AA","attestationObject":"AA")";
    CHECK(!refused(parts));
    CHECK(!refused(parts + R"(,"transports":[],"publicKeyAlgorithm":-7,"publicKey":null)"));
    CHECK(!refused(parts + R"(,"transports":["usb"])"));
    CHECK(refused(parts + R"(,"transports":"usb")"));
    CHECK(refused(parts + R"(,"transports":[5])"));
    CHECK(refused(R"("clientDataJSON":"AA")"));
    CHECK(refused(R"("attestationObject":"AA")"));
    CHECK(refused(R"("clientDataJSON":"AA","attestationObject":"A")"));
    auto const id_of = [](std::size_t size) {
        std::string const id(size, 'A'); // every four letters are three zero bytes
        return parse_registration_response(R"({"id":")" + id + R"(","rawId":")" + id +
                                           R"(","type":"public-key","response":{"clientDataJSON":"AA",)"
                                           R"("attestationObject":"AA"}})");
    };
    CHECK(id_of(1364).value().id.size() == 1023);
    CHECK(!id_of(1366));
}

} // namespace zugang::webauthn
