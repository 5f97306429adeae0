#include "idp/account/registration_plan.hpp"
#include "base/base64url.hpp"
#include "base/url.hpp"
#include "idp/account/form_fields.hpp"
#include "idp/call/link_token.hpp"

namespace zugang::idp::account {
namespace {

mail::Mail confirmation_mail(std::string const& email, std::string const& token, templates::Language language,
                             Services& on)
{
    mail::ConfirmEmailMail const mail{
        .email = email,
        .link = append_query(on.config.address("/link/confirm-email"), {{"id", token}}),
        .sign_in_link = on.config.address("/login"),
        .valid_for = confirmation_lifetime,
    };
    return mail.render(on.templates, language);
}

mail::Mail account_exists_mail(std::string const& email, templates::Language language, Services& on)
{
    mail::AccountExistsMail const mail{
        .email = email,
        .sign_in_link = on.config.address("/login"),
        .password_forgot_link = on.config.address("/password/forgot"),
    };
    return mail.render(on.templates, language);
}

/// 128 random bits. None begins with '-', which an operator would have to write behind "--".
std::string mint_account_id(Random& random)
{
    for (;;) {
        auto id = base64url_encode(random.bytes(16));
        if (!id.starts_with('-'))
            return id;
    }
}

} // namespace

Standing standing_of(std::optional<store::Account> const& account)
{
    if (!account)
        return Standing::none;
    // An account an operator made is nobody's to take over by registering with its address.
    bool const is_registration = !account->email_verified_at && !account->disabled_at && !account->password_hash &&
                                 !account->username && !account->customer_number;
    return is_registration ? Standing::unconfirmed : Standing::known;
}

std::optional<store::Account> find_account(std::string const& email, Services& on)
{
    return on.database.read([&](store::Connection& db) { return store::accounts::find_by_email(db, email); });
}

RegistrationPlan plan_registration(std::optional<store::Account> const& account, std::string const& typed,
                                   Call const& call, Services& on)
{
    RegistrationPlan plan;
    plan.standing = standing_of(account);
    plan.account_id = account ? account->id : mint_account_id(on.random);
    plan.token = mint_link_token(on.random);
    // Mail goes to the address as the account has it: a look-alike that folds to the same text belongs to another.
    plan.queued.recipient = account && account->email ? *account->email : typed;
    auto const language = account ? language_of(account->language) : call.language;
    plan.queued.mail = plan.standing == Standing::known
                           ? account_exists_mail(plan.queued.recipient, language, on)
                           : confirmation_mail(plan.queued.recipient, plan.token, call.language, on);
    return plan;
}

RegistrationPlan plan_confirmation(store::Account const& account, Call const& call, Services& on)
{
    RegistrationPlan plan;
    plan.standing = Standing::unconfirmed;
    plan.account_id = account.id;
    plan.token = mint_link_token(on.random);
    plan.queued.recipient = account.email.value_or("");
    plan.queued.mail = confirmation_mail(plan.queued.recipient, plan.token, call.language, on);
    return plan;
}

store::MailLink link_of(RegistrationPlan const& plan, Instant now)
{
    store::MailLink link{};
    link.token_hash = link_hash(plan.token).value();
    link.kind = store::MailLinkKind::confirm_email;
    link.account_id = plan.account_id;
    link.email = plan.queued.recipient;
    link.created_at = now;
    link.expires_at = now + Duration{confirmation_lifetime};
    return link;
}

} // namespace zugang::idp::account
