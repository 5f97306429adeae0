// What a page hands to the browser to begin a ceremony: PublicKeyCredentialCreationOptionsJSON and
// PublicKeyCredentialRequestOptionsJSON (WebAuthn L3 §5.1.8, §5.1.9).
#pragma once
#include "base/bytes.hpp"
#include "webauthn/relying_party.hpp"
#include <chrono>
#include <string>
#include <vector>

namespace zugang::webauthn {

/// How long a ceremony may take, in the options as in the store.
constexpr std::chrono::minutes ceremony_time{5};

struct CredentialDescriptor {
    Bytes id;
    std::vector<std::string> transports;
};

/// What a credential is to be: a passkey satisfies both factors, a security key comes after the password.
enum class CredentialKind { passkey, security_key };

struct CreationOptions {
    std::string rp_id;
    std::string rp_name;
    Bytes user_handle; // 32 random bytes, never a name
    std::string user_name;
    std::string display_name;
    Bytes challenge;
    CredentialKind kind = CredentialKind::passkey;
    bool is_conditional = false;   // nobody is asked: user verification is then preferred only
    bool asks_attestation = false; // "direct", else "none"
    std::vector<CredentialDescriptor> exclude;
};
[[nodiscard]] std::string to_json(CreationOptions const& options);

struct RequestOptions {
    std::string rp_id;
    Bytes challenge;
    UserVerification user_verification = UserVerification::required;
    std::vector<CredentialDescriptor> allow = {}; // empty: any passkey of this server
};
[[nodiscard]] std::string to_json(RequestOptions const& options);

} // namespace zugang::webauthn
