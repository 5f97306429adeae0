// What a ceremony is made of and what comes out, for tests: a request with everything that can be changed, and answers
// as parts and as the JSON of PublicKeyCredential.toJSON() (WebAuthn L3 §5.1).
#pragma once
#include "tests/support/soft_attestation.hpp"
#include "tests/support/soft_key.hpp"
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::tests {

using SoftAaguid = std::array<std::uint8_t, 16>;

/// Bits of the flags (§6.1).
namespace flag {
constexpr std::uint8_t user_present = 0x01;
constexpr std::uint8_t reserved_1 = 0x02;
constexpr std::uint8_t user_verified = 0x04;
constexpr std::uint8_t backup_eligible = 0x08;
constexpr std::uint8_t backed_up = 0x10;
constexpr std::uint8_t reserved_2 = 0x20;
constexpr std::uint8_t attested = 0x40;
constexpr std::uint8_t extensions = 0x80;
} // namespace flag

struct SoftRequest {
    std::string rp_id = "konto.example.org";
    std::string origin = "https://konto.example.org";
    Bytes challenge = {};
    Bytes user_handle = {};         // at create: whom the credential is for
    std::vector<Bytes> allow = {};  // at get: these alone; empty: discoverable ones
    bool verifies_user = true;      // whether the device is asked to, where it can
    bool wants_attestation = true;  // otherwise the browser takes the statement out
    bool wants_discoverable = true; // where the device can

    // From here on what is not as it should be. Each is signed like everything else.
    std::optional<std::string> type = {};
    std::optional<bool> cross_origin = {}; // a browser says false
    std::optional<std::string> top_origin = {};
    std::string client_members = {}; // `,"name":"value"`, after the others
    std::function<void(std::string&)> change_client_data = {};
    std::uint8_t set_flags = 0;
    std::uint8_t clear_flags = 0;
    std::optional<std::uint32_t> sign_count = {};
    std::optional<std::string> hashed_rp_id = {}; // whose hash the device writes
    Bytes extensions = {};                        // a CBOR map
    Bytes trailing = {};                          // bytes after all
    std::optional<Bytes> attested_id = {};        // at create: another id in the data than in the answer
    std::optional<Bytes> attested_key = {};       // at create: another COSE key in the data
    std::optional<Bytes> answered_handle = {};    // at get
    SoftStatement statement = {};                 // at create
};

struct SoftRegistration {
    Bytes id;
    std::string client_data;
    Bytes authenticator_data;
    std::string format = "none";
    Bytes statement = {0xa0}; // CBOR
    Bytes public_key;         // COSE
    std::vector<std::string> transports = {};

    [[nodiscard]] Bytes attestation_object() const;
    [[nodiscard]] std::string json() const;
};

struct SoftAssertion {
    Bytes id;
    std::string client_data;
    Bytes authenticator_data;
    Bytes signature;
    std::optional<Bytes> user_handle = {};

    [[nodiscard]] std::string json() const;
};

[[nodiscard]] std::string make_client_data(SoftRequest const& request, std::string_view type);
/// What is signed: authenticator data and the hash of the client data.
[[nodiscard]] Bytes signed_message(ByteView authenticator_data, std::string_view client_data);
[[nodiscard]] Bytes random_bytes(std::size_t size);
[[nodiscard]] Bytes joined(std::initializer_list<ByteView> parts);
/// Four, two bytes, big endian.
[[nodiscard]] Bytes big_endian_32(std::uint32_t value);
[[nodiscard]] Bytes big_endian_16(std::uint16_t value);

} // namespace zugang::tests
