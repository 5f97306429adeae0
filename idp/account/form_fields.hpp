// What the forms of this slice have in common.
#pragma once
#include "idp/call/call.hpp"
#include <string>
#include <string_view>

namespace zugang::idp::account {

/// "m…@web.de": enough for the owner to recognise, too little to learn an address from.
[[nodiscard]] std::string mask_email(std::string_view email);

/// Throws PageError 403 registration_closed where policy.registration is off.
void check_registration_open(Services& on);

/// The language an account gets mail in.
[[nodiscard]] templates::Language language_of(std::string_view account_language);

} // namespace zugang::idp::account
