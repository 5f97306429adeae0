// SoftAuthenticator: an authenticator and its browser in software, for tests (WebAuthn L3 §5.8.1, §6). What it answers
// is real: real keys, real signatures, real structures; it can also be told to lie, one field at a time.
//
//     SoftAuthenticator phone;
//     auto const made = phone.create({.challenge = challenge, .user_handle = handle});   // made.json()
//     auto const answer = phone.get({.challenge = next_challenge});                      // answer.json()
//     phone.create(options_json_of_the_page, "https://konto.example.org");               // or as a page asks
#pragma once
#include "tests/support/soft_ceremony.hpp"

namespace zugang::tests {

/// What the device is.
struct SoftDevice {
    KeyKind key = KeyKind::es256;
    AttestationKind attestation = AttestationKind::none;
    KeyKind attestation_key = KeyKind::es256; // where the credential's own key does not attest
    SoftAaguid aaguid{};                      // fido-u2f has none
    std::size_t id_length = 32;
    bool verifies_user = true;
    bool is_discoverable = true;
    bool backup_eligible = false;
    bool backed_up = false;
    std::uint32_t count_step = 0; // zero: it does not count
    std::vector<std::string> transports = {"internal"};
};

struct SoftCredential {
    Bytes id;
    SoftKey key;
    std::string rp_id;
    Bytes user_handle;
    bool is_discoverable;
    std::uint32_t sign_count = 0;
};

class SoftAuthenticator {
public:
    explicit SoftAuthenticator(SoftDevice device_ = {}) : device(std::move(device_)) {}

    /// navigator.credentials.create(), the person agreeing.
    SoftRegistration create(SoftRequest const& request);
    /// navigator.credentials.get(): the newest credential that fits; throws where there is none.
    SoftAssertion get(SoftRequest const& request);

    /// The same with the options as the page holds them (also within {"publicKey":…}). Throws std::runtime_error with
    /// the name of the browser's error: InvalidStateError, NotSupportedError, NotAllowedError.
    SoftRegistration create(std::string_view options_json, std::string const& origin);
    SoftAssertion get(std::string_view options_json, std::string const& origin);

    SoftDevice device;
    std::vector<SoftCredential> credentials;
};

} // namespace zugang::tests
