// PasskeySettings: what passkey ceremonies are checked against, built once from [passkeys] and [app].
#pragma once
#include "base/clock.hpp"
#include "idp/config/config.hpp"
#include "webauthn/attestation/policy.hpp"
#include "webauthn/relying_party.hpp"

namespace zugang::idp {

class PasskeySettings {
public:
    explicit PasskeySettings(config::Config const& config);

    [[nodiscard]] webauthn::RelyingParty const& party() const { return party_; }
    /// What browsers and authenticators show as the name of this server.
    [[nodiscard]] std::string const& name() const { return name_; }
    /// Which authenticators are taken now.
    [[nodiscard]] webauthn::AttestationPolicy policy() const { return policy_; }
    /// Whether authenticators are asked who made them.
    [[nodiscard]] bool asks_attestation() const { return policy_.mode == webauthn::AttestationPolicy::Mode::verify; }

private:
    webauthn::RelyingParty party_;
    std::string name_;
    webauthn::AttestationPolicy policy_;
};

/// "android:apk-key-hash:…" of a certificate's fingerprint "00:11:…", which has passed its check.
[[nodiscard]] std::string android_origin(std::string_view fingerprint);

} // namespace zugang::idp
