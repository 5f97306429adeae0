// Messages: the codes of message boxes and field errors, their role and wording.
#pragma once
#include "templates/text.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace zugang::idp::pages {

enum class MessageRole { alert, status };

struct MessageText {
    MessageRole role;
    templates::Text text;
    templates::Text more; // a second sentence; may be empty
};

/// Codes for boxes: wrong_credentials too_many_attempts(duration) device_unknown email_not_confirmed account_disabled
/// password_must_change sign_in_again signed_out cancelled session_expired other_account email_confirmed
/// not_confirmed_yet email_resent resend_too_early(duration) mail_limit email_corrected password_changed
/// account_secured too_many_registrations(duration). Codes for fields: username_missing password_missing
/// new_password_missing password_repeat_missing email_missing email_invalid password_too_short(number)
/// password_too_long(number) password_too_known password_contains_email password_mismatch password_unchanged
/// terms_missing user_code_missing user_code_invalid user_code_unknown. Of authenticator apps, totp_…: missing
/// too_short too_long not_digits wrong used clock_ahead(number) clock_behind(number) name_too_long for fields; new_key
/// key_spent suspended too_many_devices(number) for boxes.
/// Of recovery codes, recovery_code_…: missing too_short(number) too_long(number) character(text) slip sample
/// is_activation is_one_time unknown used voided suspended; last_recovery_code_used, recovery_codes_replaced.
/// Of passkeys, passkey_…: unknown other_account expired refused cloned exists too_many(number); what a browser refuses
/// is told by passkey_part.
/// Of one's factors: factor_added factor_renamed factor_removed factor_gone last_factor recovery_codes_made
/// signed_out_elsewhere passkey_not_enough for boxes, factor_name_missing for a field.
/// did_you_mean is what a page's `suggestion` shows. What stands in brackets is the detail it needs.
///
/// The wording of a code with `detail` in its gap. Throws std::logic_error for an unknown code.
[[nodiscard]] MessageText message_text(std::string_view code, templates::Text const& detail);
/// All codes there are, for tests and documentation.
[[nodiscard]] std::vector<std::string_view> message_codes();

} // namespace zugang::idp::pages
