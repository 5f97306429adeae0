// The address authenticator apps read from a QR code or a link: otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=…
// No RFC; the form is what the apps agreed on (Key Uri Format).
#pragma once
#include "totp/key.hpp"

namespace zugang::totp {

struct Label {
    std::string issuer;  // above the code in the app
    std::string account; // below it, e.g. the e-mail address
};

/// `algorithm` stands there only where it is not SHA1, and `digits` and `period` never: all apps take those as we do,
/// and each one more makes the QR code finer. Some apps ignore `algorithm`: their codes are then never right, and the
/// set-up is not finished.
[[nodiscard]] Secret otpauth_uri(Key const& key, Label const& label);

} // namespace zugang::totp
