// Assertion (WebAuthn L3 §7.2): whether the holder of a credential stands behind an answer.
#pragma once
#include "webauthn/authenticator_data.hpp"
#include "webauthn/relying_party.hpp"
#include <optional>

namespace zugang::webauthn {

/// AuthenticationResponseJSON (§5.1): the members that count.
struct AssertionResponse {
    Bytes id;
    Bytes client_data;
    Bytes authenticator_data;
    Bytes signature;
    std::optional<Bytes> user_handle;
};
/// `json` is PublicKeyCredential.toJSON() of navigator.credentials.get().
[[nodiscard]] Result<AssertionResponse, Refusal> parse_assertion_response(std::string_view json);

/// The stored credential with the id of the answer.
struct KnownCredential {
    ByteView id;
    ByteView public_key;  // COSE
    ByteView user_handle; // of the account it belongs to
    std::uint32_t sign_count = 0;
    bool backup_eligible = false;
};

struct AssertionExpectation {
    RelyingParty const& party;
    ByteView challenge; // 32 bytes, made for this ceremony, already used up
    UserVerification user_verification = UserVerification::required;
    bool is_discoverable = false; // nobody was named: the answer must bring its user handle (step 6)
};

struct Asserted {
    std::uint32_t sign_count = 0;
    bool counter_went_back = false; // step 22: not more than the stored one, and not both zero: perhaps a copy
    Flags flags;
};
[[nodiscard]] Result<Asserted, Refusal> verify_assertion(AssertionResponse const& response,
                                                         KnownCredential const& credential,
                                                         AssertionExpectation const& expectation);

} // namespace zugang::webauthn
