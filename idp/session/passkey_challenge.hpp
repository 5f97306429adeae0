// Challenges of passkey ceremonies (WebAuthn L3 §13.4.3): unpredictable, good for five minutes, once, and for one
// purpose in one sign-in. A page needs no row for its challenge; only an answer makes one, so that it is the only one.
#pragma once
#include "idp/call/call.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace zugang::idp::session {

enum class PasskeyPurpose { sign_in, prove, enrol_passkey, enrol_security_key, upgrade };

/// What a challenge is bound to; the sign-in binds it to its browser.
struct PasskeyContext {
    PasskeyPurpose purpose = PasskeyPurpose::sign_in;
    std::string flow_id;
    std::string account_id = {}; // empty for sign_in: nobody is known yet
};

struct PasskeyChallenge {
    std::string token; // goes through the form and comes back
    Bytes challenge;   // 32 bytes, for the browser
};

[[nodiscard]] PasskeyChallenge mint_passkey_challenge(PasskeyContext const& context, Call const& call, Services& on);
/// The challenge of a token that came back. Commits that it was answered before anything is verified; nothing where it
/// was answered before, is too old, or was minted for something else (then no answer fits anyway).
[[nodiscard]] std::optional<Bytes> redeem_passkey_challenge(std::string_view token, PasskeyContext const& context,
                                                            Call const& call, Services& on);

} // namespace zugang::idp::session
