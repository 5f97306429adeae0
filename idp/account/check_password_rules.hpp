// The rules for a new password (NIST SP 800-63B §3.1.1.2): length in code points, no e-mail address in it, not a
// common one. No classes of characters are demanded.
#pragma once
#include "base/secret.hpp"
#include "idp/call/services.hpp"
#include "idp/pages/frame.hpp"
#include <optional>
#include <string_view>
#include <vector>

namespace zugang::idp::account {

/// A password as the form gave it, twice.
struct NewPassword {
    Secret password;
    Secret repeated;
};

/// What is wrong, at the fields `password` and `password_repeat`; empty where it may be used. `email` may be empty.
[[nodiscard]] std::vector<pages::FieldError> check_password_rules(NewPassword const& wanted, std::string_view email,
                                                                  Services& on);

} // namespace zugang::idp::account
