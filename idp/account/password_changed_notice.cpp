#include "idp/account/password_changed_notice.hpp"
#include "idp/account/form_fields.hpp"

namespace zugang::idp::account {

QueuedMail password_changed_notice(store::Account const& account, Instant now, Services& on)
{
    mail::PasswordChangedMail const mail{.changed_at = now,
                                         .password_forgot_link = on.config.address("/password/forgot")};
    return {account.email.value_or(""), mail.render(on.templates, language_of(account.language))};
}

} // namespace zugang::idp::account
