// What a page hands to the browser to begin a passkey ceremony: the options of WebAuthn L3 §5.4 and §5.5, with a
// challenge of their own.
#pragma once
#include "idp/oauth/level.hpp"
#include "idp/session/passkey_challenge.hpp"
#include "store/accounts.hpp"
#include "webauthn/options.hpp"

namespace zugang::idp::session {

struct PasskeyOptions {
    std::string token;      // of the challenge, for the form
    std::string public_key; // JSON for navigator.credentials, member publicKey

    /// {"token":…,"publicKey":{…}}
    [[nodiscard]] std::string to_json() const;
};

/// Any passkey of this server: its holder need not type a name.
[[nodiscard]] PasskeyOptions sign_in_options(std::string const& flow_id, Call const& call, Services& on);
/// The passkeys and security keys of somebody who is known; those alone that can show `least`, where there are any.
[[nodiscard]] PasskeyOptions prove_options(std::string const& account_id, oauth::Level least,
                                           std::string const& flow_id, Call const& call, Services& on);
struct Enrolling {
    store::Account account;
    PasskeyPurpose purpose = PasskeyPurpose::enrol_passkey; // enrol_passkey, enrol_security_key or upgrade
    std::string flow_id;
};
/// A new one for the account; not on an authenticator that has one.
[[nodiscard]] PasskeyOptions enrol_options(Enrolling const& enrolling, Call const& call, Services& on);

} // namespace zugang::idp::session
