// Passkeys for tests over the whole server: devices that have one for an account, and what the pages' script would do
// with them.
#pragma once
#include "store/passkeys.hpp"
#include "tests/support/soft_authenticator.hpp"
#include "tests/support/stand.hpp"

namespace zugang::tests {

/// Gives the account a passkey or security key on the device, as if set up long ago; its id.
std::string add_passkey(Stand& stand, std::string const& account_id, SoftAuthenticator& device,
                        store::Passkey::Kind kind = store::Passkey::Kind::passkey);

/// What a page asks the browser for.
struct PasskeyQuestion {
    std::string token;   // of the challenge
    SoftRequest request; // of an honest browser
};
/// Of a page with data-passkey-options; throws where it has none.
[[nodiscard]] PasskeyQuestion passkey_question(Stand const& stand, Page const& page);
/// Of such options as JSON.
[[nodiscard]] PasskeyQuestion passkey_question(Stand const& stand, std::string const& options);
/// The form's fields with a device's answer.
[[nodiscard]] Fields passkey_fields(PasskeyQuestion const& question, SoftAssertion const& answer);
/// Presses „Mit Passkey anmelden“ on the page and confirms on the device.
Page sign_in_with_passkey(Browser& browser, Stand const& stand, Page const& page, SoftAuthenticator& device);

} // namespace zugang::tests
