// PasskeySettings: what passkey ceremonies are checked against, built once from [passkeys] and [app].
#pragma once
#include "base/clock.hpp"
#include "idp/config/config.hpp"
#include "webauthn/attestation/policy.hpp"
#include "webauthn/relying_party.hpp"
#include <memory>

namespace zugang::idp {

class AuthenticatorMetadata;

class PasskeySettings {
public:
    /// Throws std::runtime_error with a sentence for the operator where a file cannot be read or trusted.
    PasskeySettings(config::Config const& config, Instant now);
    ~PasskeySettings();
    PasskeySettings(PasskeySettings const&) = delete;
    PasskeySettings& operator=(PasskeySettings const&) = delete;

    [[nodiscard]] webauthn::RelyingParty const& party() const { return party_; }
    /// What browsers and authenticators show as the name of this server.
    [[nodiscard]] std::string const& name() const { return name_; }
    /// Which authenticators are taken, by the metadata that is there now.
    [[nodiscard]] webauthn::AttestationPolicy policy(Instant now) const;
    /// Whether authenticators are asked who made them.
    [[nodiscard]] bool asks_attestation() const { return policy_.mode == webauthn::AttestationPolicy::Mode::verify; }

private:
    webauthn::RelyingParty party_;
    std::string name_;
    webauthn::AttestationPolicy policy_; // but for the metadata
    std::unique_ptr<AuthenticatorMetadata> metadata_;
};

/// "android:apk-key-hash:…" of a certificate's fingerprint "00:11:…", which has passed its check.
[[nodiscard]] std::string android_origin(std::string_view fingerprint);

} // namespace zugang::idp
