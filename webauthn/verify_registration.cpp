#include "webauthn/verify_registration.hpp"
#include "base/sha256.hpp"
#include "webauthn/cbor.hpp"
#include "webauthn/client_data.hpp"
#include "webauthn/credential_json.hpp"
#include <algorithm>
#include <array>

namespace zugang::webauthn {
namespace {

/// Step 13: the three parts and nothing beside them.
struct AttestationObject {
    std::string format;
    Cbor statement;
    Bytes authenticator_data;
};

Result<AttestationObject, Refusal> parse_attestation_object(ByteView bytes)
{
    constexpr std::string_view step = "WebAuthn L3 §7.1 step 13";
    auto const object = Cbor::parse(bytes);
    if (!object)
        return std::unexpected(object.error());
    auto const* const format = object->find("fmt");
    auto const* const statement = object->find("attStmt");
    auto const* const data = object->find("authData");
    if (format == nullptr || format->text() == nullptr || statement == nullptr || statement->map() == nullptr ||
        data == nullptr || data->bytes() == nullptr || object->map()->size() != 3)
        return refuse(Reason::malformed_data, step);
    return AttestationObject{*format->text(), *statement, *data->bytes()};
}

/// Steps 14 to 20 and 25: what the authenticator says of itself, its user and its new credential.
Result<AuthenticatorData, Refusal> check_registration_data(ByteView bytes, RegistrationResponse const& response,
                                                           RegistrationExpectation const& expectation)
{
    auto data = parse_authenticator_data(bytes);
    if (!data) // step 17: backed up, but not eligible; step 20: an algorithm that was not asked for; step 25: the id
        return data;
    // Step 14: made for this server and no other.
    if (!std::ranges::equal(data->rp_id_hash, sha256(bytes_of(expectation.party.id))))
        return refuse(Reason::wrong_rp_id, "WebAuthn L3 §7.1 step 14");
    // Step 15: somebody was there.
    if (!expectation.is_conditional && !data->flags.user_present)
        return refuse(Reason::not_present, "WebAuthn L3 §7.1 step 15");
    // Step 16: and was the right one.
    if (expectation.user_verification == UserVerification::required && !data->flags.user_verified)
        return refuse(Reason::not_verified, "WebAuthn L3 §7.1 step 16");
    if (!data->credential)
        return refuse(Reason::malformed_data, "WebAuthn L3 §7.1 step 20");
    // The answer's id is not signed; stored is the one that the authenticator knows.
    if (data->credential->id != response.id)
        return refuse(Reason::wrong_credential, "WebAuthn L3 §5.1: another id than the credential's");
    return data;
}

/// What a browser may say of the ways to an authenticator (§5.8.4). It is kept for the next request, so it must not
/// become anything else than these words.
std::vector<std::string> known_transports(std::vector<std::string> const& said)
{
    constexpr std::array<std::string_view, 6> known = {"usb", "nfc", "ble", "smart-card", "hybrid", "internal"};
    std::vector<std::string> transports;
    for (auto const& word : known)
        if (std::ranges::find(said, word) != said.end())
            transports.emplace_back(word);
    return transports;
}

} // namespace

Result<RegistrationResponse, Refusal> parse_registration_response(std::string_view json)
{
    auto credential = parse_credential_json(json);
    if (!credential)
        return std::unexpected(credential.error());
    auto const& answer = credential->response;
    auto client_data = find_bytes(answer, "clientDataJSON");
    auto attestation_object = find_bytes(answer, "attestationObject");
    if (!client_data || !attestation_object)
        return refuse(Reason::malformed_response, "WebAuthn L3 §5.1: a registration has two parts");
    // Missing where the browser is older than getTransports().
    auto transports = answer.strings("transports");
    if (!transports && answer.has("transports"))
        return refuse(Reason::malformed_response, "WebAuthn L3 §5.1: transports are words");
    return RegistrationResponse{std::move(credential->id), std::move(*client_data), std::move(*attestation_object),
                                std::move(transports).value_or(std::vector<std::string>{})};
}

Result<Registered, Refusal> verify_registration(RegistrationResponse const& response,
                                                RegistrationExpectation const& expectation)
{
    // Steps 1 to 5 are the browser's, the page's and parse_registration_response's. Steps 6 to 11.
    auto const client_data =
        check_client_data(response.client_data, Ceremony::create, expectation.challenge, expectation.party);
    if (!client_data)
        return std::unexpected(client_data.error());
    // Step 12.
    auto const hash = sha256(response.client_data);
    // Step 13.
    auto const object = parse_attestation_object(response.attestation_object);
    if (!object)
        return std::unexpected(object.error());
    // Steps 14 to 20 and 25.
    auto data = check_registration_data(object->authenticator_data, response, expectation);
    if (!data)
        return std::unexpected(data.error());
    // Steps 21 and 22. Also where nobody asked for a statement: one that comes must be true.
    auto statement = verify_statement(object->format, object->statement,
                                      {object->authenticator_data, *data, *data->credential, hash});
    if (!statement)
        return std::unexpected(statement.error());
    // Steps 23 and 24.
    auto const is_attested =
        check_policy(*statement, data->credential->aaguid, expectation.attestation, expectation.now);
    if (!is_attested)
        return std::unexpected(is_attested.error());
    // Step 26 is the store's; step 27 stores this.
    return Registered{.id = std::move(data->credential->id),
                      .key = std::move(data->credential->key),
                      .sign_count = data->sign_count,
                      .flags = data->flags,
                      .aaguid = data->credential->aaguid,
                      .transports = known_transports(response.transports),
                      .attestation = std::move(*statement),
                      .is_attested = *is_attested};
}

} // namespace zugang::webauthn
