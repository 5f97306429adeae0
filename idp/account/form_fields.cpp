#include "idp/account/form_fields.hpp"
#include "idp/call/page_error.hpp"

namespace zugang::idp::account {

std::string mask_email(std::string_view email)
{
    auto const at = email.rfind('@');
    if (at == std::string_view::npos || at == 0)
        return {};
    return std::string{email.substr(0, 1)} + "…" + std::string{email.substr(at)};
}

void check_registration_open(Services& on)
{
    if (!on.config.policy.registration)
        throw PageError{403, "registration_closed"};
}

templates::Language language_of(std::string_view account_language)
{
    return templates::find_language(account_language).value_or(templates::Language::de);
}

} // namespace zugang::idp::account
