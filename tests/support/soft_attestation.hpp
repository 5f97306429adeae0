// Attestation statements made by software, for tests (WebAuthn L3 §8): one function per format in soft_attestation.cpp,
// and everything in a statement that a test may change before it is signed.
#pragma once
#include "tests/support/cbor_writer.hpp"
#include "tests/support/soft_certificate.hpp"
#include "tests/support/soft_tpm.hpp"
#include <array>
#include <functional>
#include <optional>

namespace zugang::tests {

struct SoftDevice;
struct SoftRegistration;

enum class AttestationKind { none, self, packed, fido_u2f, tpm, android_key, apple };
constexpr AttestationKind all_attestation_kinds[] = {
    AttestationKind::none, AttestationKind::self,        AttestationKind::packed, AttestationKind::fido_u2f,
    AttestationKind::tpm,  AttestationKind::android_key, AttestationKind::apple};
[[nodiscard]] char const* to_text(AttestationKind kind);
/// Whether such a device can hold a credential of that kind, and attest with a key of that kind.
[[nodiscard]] bool can_attest(AttestationKind kind, KeyKind credential);
[[nodiscard]] bool can_attest_with(AttestationKind kind, KeyKind attestation_key);
[[nodiscard]] bool has_certificates(AttestationKind kind);

/// Object identifiers of the extensions.
namespace oid {
constexpr char const* fido_aaguid = "1.3.6.1.4.1.45724.1.1.4";
constexpr char const* android_key_description = "1.3.6.1.4.1.11129.2.1.17";
constexpr char const* apple_nonce = "1.2.840.113635.100.8.2";
constexpr char const* subject_alternative_name = "2.5.29.17";
constexpr char const* extended_key_usage = "2.5.29.37";
} // namespace oid

/// Android's AuthorizationList, the members that count.
struct AndroidAuthorizations {
    std::vector<std::uint8_t> purposes = {};
    bool all_applications = false;
    std::optional<std::uint8_t> origin = {};
    Bytes more = {}; // DER, after them
};
struct AndroidKeyDescription {
    Bytes challenge;
    AndroidAuthorizations software = {};
    AndroidAuthorizations tee = {.purposes = {2}, .origin = 0}; // KM_PURPOSE_SIGN, KM_ORIGIN_GENERATED
    Bytes more = {};

    [[nodiscard]] Bytes encode() const;
};

/// What is not as it should be. Each runs before whatever covers it is hashed or signed, if nothing else is said.
struct SoftStatement {
    std::function<void(CertificatePlan&)> change_leaf = {};
    std::function<void(AndroidKeyDescription&)> change_description = {};
    std::function<void(TpmPublicArea&)> change_public_area = {};
    std::function<void(TpmCertInfo&)> change_cert_info = {};
    std::function<void(Bytes&)> change_message = {};          // what is signed
    std::function<void(std::vector<Bytes>&)> change_x5c = {}; // DER, the leaf first
    std::function<void(cbor::Members&)> change_members = {};  // the finished statement's
    std::optional<SoftKey> certified_key = {};                // the leaf's, though another key signs
    bool certified_key_signs = false;                         // or not
    int authority = 0;                                        // whose root vouches
};

/// The extension's value for a TPM (TCG EK Credential Profile §3.2.9): manufacturer, model, version.
[[nodiscard]] Bytes tpm_names(std::string_view manufacturer, std::string_view model, std::string_view version);
/// ExtendedKeyUsage with one purpose.
[[nodiscard]] Bytes key_usage(std::string const& oid);

/// Replaces the member of a statement of that name; throws where there is none.
void set_member(cbor::Members& members, std::string_view name, Bytes value);
void remove_member(cbor::Members& members, std::string_view name);

/// Gives the registration its format and statement. `key` is the credential's.
void attest(SoftRegistration& registration, SoftDevice const& device, SoftKey const& key,
            SoftStatement const& statement);

} // namespace zugang::tests
