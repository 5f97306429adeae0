// Asked: whose second factor a sign-in waits for, and which ones that person has.
#pragma once
#include "idp/session/flow.hpp"

namespace zugang::idp::second_factor {

struct Asked {
    store::Account account;
    bool has_apps = false;
    bool has_recovery_codes = false; // unused ones
    bool has_passkeys = false;       // or security keys
    bool takes_codes = true;         // a code leads further; else a passkey or security key is needed all the same
    bool may_put_off = false;        // what the service wishes beyond what it needs
    oauth::Level sought = oauth::Level::mfa;
    oauth::Level least = oauth::Level::mfa; // what a key must show to bring the sign-in further

    /// The service would have a passkey or security key.
    [[nodiscard]] bool wants_passkey() const { return sought > oauth::Level::mfa; }
};

/// Nothing where this sign-in does not wait for a second factor: not yet, or no longer.
[[nodiscard]] std::optional<Asked> find_asked(session::Flow const& flow, Call const& call, Services& on);
/// The page this sign-in is at.
[[nodiscard]] std::string present_address(session::Flow const& flow, Call const& call, Services& on);
/// Where a person goes who is done on a set-up page, or has no business there.
[[nodiscard]] std::string way_on(session::Flow const& flow, Call const& call, Services& on);

} // namespace zugang::idp::second_factor
