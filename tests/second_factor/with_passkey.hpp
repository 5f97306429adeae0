// WithPasskey: WithApp's server and person, with authenticators in software that answer what the pages ask.
#pragma once
#include "store/passkeys.hpp"
#include "tests/second_factor/with_app.hpp"
#include "tests/support/soft_authenticator.hpp"

namespace zugang::tests {

/// A telephone whose passkeys are on other devices as well.
[[nodiscard]] SoftAuthenticator synced_phone();
/// A passkey that cannot leave its device.
[[nodiscard]] SoftAuthenticator bound_computer();
/// A key of the U2F days: no user verification, nothing discoverable.
[[nodiscard]] SoftAuthenticator old_key();

struct WithPasskey : WithApp {
    using WithApp::WithApp;

    /// What the browser sends for the page's options: the hidden fields `challenge` and `credential`.
    [[nodiscard]] Fields made(Page const& page, SoftAuthenticator& device) const;
    [[nodiscard]] Fields proved(Page const& page, SoftAuthenticator& device) const;

    /// Posts the set-up page, after the ceremony; `more` beside the fields it holds.
    Page make(Browser& browser, Page const& page, SoftAuthenticator& device, Fields const& more = {}) const;
    /// Posts the page of the second factor, after the ceremony.
    Page prove(Browser& browser, Page const& page, SoftAuthenticator& device) const;

    /// The set-up page of the sign-in that `page` belongs to.
    static Page set_up_page(Browser& browser, Page const& page, std::string const& kind = "");
    /// A first factor, set up in a sign-in of its own; recovery codes are put off.
    void add_passkey(SoftAuthenticator& device, std::string const& kind = "");
    [[nodiscard]] std::vector<store::Passkey> passkeys();
    /// How many mails contain the word.
    [[nodiscard]] std::size_t count_mails(std::string_view word);
    [[nodiscard]] std::string origin() const;
};

/// Of the page's form: {"token":…,"publicKey":…}.
[[nodiscard]] std::string passkey_options_on(Page const& page);
[[nodiscard]] std::string passkey_token_on(Page const& page);

} // namespace zugang::tests
