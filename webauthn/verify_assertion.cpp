#include "webauthn/verify_assertion.hpp"
#include "base/secret.hpp"
#include "base/sha256.hpp"
#include "webauthn/client_data.hpp"
#include "webauthn/credential_json.hpp"
#include "webauthn/signature.hpp"
#include <algorithm>

namespace zugang::webauthn {
namespace {

/// Step 6: the account that the answer names is the one that holds the credential.
bool is_right_user_handle(std::optional<Bytes> const& answered, ByteView known, bool is_discoverable)
{
    if (!answered)
        return !is_discoverable;
    return equal_in_constant_time(*answered, known);
}

/// Steps 15 to 19: what the authenticator says of itself and of its user.
Result<AuthenticatorData, Refusal> check_assertion_data(AssertionResponse const& response,
                                                        KnownCredential const& credential,
                                                        AssertionExpectation const& expectation)
{
    auto data = parse_authenticator_data(response.authenticator_data);
    if (!data)
        return data; // step 18 among others: backed up, but not eligible
    if (data->credential)
        return refuse(Reason::malformed_data, "WebAuthn L3 §6.1: an assertion brings no new credential");
    // Step 15: made for this server and no other.
    if (!std::ranges::equal(data->rp_id_hash, sha256(bytes_of(expectation.party.id))))
        return refuse(Reason::wrong_rp_id, "WebAuthn L3 §7.2 step 15");
    // Step 16: somebody was there.
    if (!data->flags.user_present)
        return refuse(Reason::not_present, "WebAuthn L3 §7.2 step 16");
    // Step 17: and was the right one.
    if (expectation.user_verification == UserVerification::required && !data->flags.user_verified)
        return refuse(Reason::not_verified, "WebAuthn L3 §7.2 step 17");
    // Step 19: eligibility is a property of the credential and never changes; a key that could not leave its device
    // and now can is another one.
    if (data->flags.backup_eligible != credential.backup_eligible)
        return refuse(Reason::wrong_backup_flags, "WebAuthn L3 §7.2 step 19");
    return data;
}

} // namespace

Result<AssertionResponse, Refusal> parse_assertion_response(std::string_view json)
{
    auto credential = parse_credential_json(json);
    if (!credential)
        return std::unexpected(credential.error());
    auto const& answer = credential->response;
    auto client_data = find_bytes(answer, "clientDataJSON");
    auto authenticator_data = find_bytes(answer, "authenticatorData");
    auto signature = find_bytes(answer, "signature");
    if (!client_data || !authenticator_data || !signature)
        return refuse(Reason::malformed_response, "WebAuthn L3 §5.1: an assertion has three parts");
    // Old security keys have no handle: browsers then leave it out, say null, or give an empty one, which none can be
    // (§5.4.3).
    auto const handle = answer.find("userHandle");
    auto user_handle = find_bytes(answer, "userHandle");
    if (handle && !user_handle && !handle->is_null() && handle->as_string() != "")
        return refuse(Reason::malformed_response, "WebAuthn L3 §5.1: the user handle is not base64url");
    return AssertionResponse{std::move(credential->id), std::move(*client_data), std::move(*authenticator_data),
                             std::move(*signature), std::move(user_handle)};
}

Result<Asserted, Refusal> verify_assertion(AssertionResponse const& response, KnownCredential const& credential,
                                           AssertionExpectation const& expectation)
{
    // Steps 1 to 4, 7 and 8 are the browser's, the page's and parse_assertion_response's.
    // Step 5: the answer is of this credential.
    if (!std::ranges::equal(response.id, credential.id))
        return refuse(Reason::wrong_credential, "WebAuthn L3 §7.2 step 5");
    // Step 6.
    if (!is_right_user_handle(response.user_handle, credential.user_handle, expectation.is_discoverable))
        return refuse(Reason::wrong_user_handle, "WebAuthn L3 §7.2 step 6");
    // Steps 9 to 14.
    auto const client_data =
        check_client_data(response.client_data, Ceremony::get, expectation.challenge, expectation.party);
    if (!client_data)
        return std::unexpected(client_data.error());
    // Steps 15 to 19.
    auto const data = check_assertion_data(response, credential, expectation);
    if (!data)
        return std::unexpected(data.error());
    // Steps 20 and 21: the key as it was registered, whatever algorithm the answer would like.
    auto const key = parse_cose_key(credential.public_key);
    if (!key)
        return std::unexpected(key.error());
    auto const hash = sha256(response.client_data);
    if (!verify_assertion_signature(*key,
                                    {expectation.party.id, response.authenticator_data, hash, response.signature}))
        return refuse(Reason::wrong_signature, "WebAuthn L3 §7.2 step 21");
    // Step 22: a counter that stands still or goes back may mean a copy. That is for the caller to weigh.
    auto const counts = data->sign_count != 0 || credential.sign_count != 0;
    return Asserted{data->sign_count, counts && data->sign_count <= credential.sign_count, data->flags};
}

} // namespace zugang::webauthn
