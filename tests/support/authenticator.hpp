// Authenticator: a person's authenticator app (RFC 6238), with the key as it was scanned or typed from the page.
#pragma once
#include "tests/support/browser.hpp"
#include "totp/key.hpp"

namespace zugang::tests {

class Authenticator {
public:
    explicit Authenticator(totp::Key key) : key_(std::move(key)) {}
    /// With the key that stands on a set-up page in groups.
    [[nodiscard]] static Authenticator of_page(Page const& setup);

    /// What the app shows now.
    [[nodiscard]] std::string code(Instant now) const;
    /// Six digits that are right neither now nor a while before or after.
    [[nodiscard]] std::string wrong_code(Instant now) const;
    [[nodiscard]] totp::Key const& key() const { return key_; }

private:
    totp::Key key_;
};

} // namespace zugang::tests
