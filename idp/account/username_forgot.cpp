#include "idp/account/username_forgot.hpp"
#include "base/email_address.hpp"
#include "base/text.hpp"
#include "idp/account/form_fields.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/mail_queue.hpp"
#include "idp/pages/username_forgot.hpp"
#include "idp/session/flow.hpp"
#include "store/accounts.hpp"

namespace zugang::idp::account {
namespace {

void mail_username(std::string const& email, Call const& call, Services& on)
{
    auto account = on.database.read([&](store::Connection& db) { return store::accounts::find_by_email(db, email); });
    if (account && (!account->email_verified_at || account->disabled_at))
        account.reset();
    auto const recipient = account ? *account->email : email;
    mail::UsernameReminderMail const mail{.username = account ? account->username.value_or(recipient) : recipient,
                                          .sign_in_link = on.config.address("/login")};
    auto const language = account ? language_of(account->language) : call.language;
    QueuedMail const queued{recipient, mail.render(on.templates, language)};
    on.database.write([&](store::Connection& tx) {
        if (account && may_mail(tx, recipient, on, call.now))
            queue_mail(tx, queued, on, call.now);
        else
            queue_blank(tx, queued, on, call.now);
    });
    on.wake_outbox();
}

} // namespace

http::Response get_username_forgot(Call const& call, Services& on)
{
    auto const flow = session::find_flow(call, on);
    auto frame = make_frame(call, on);
    frame.client_name = flow ? flow->client_name() : "";
    if (call.query.has("sent"))
        return show(pages::UsernameForgotSentPage{std::move(frame)}.render(on.templates));
    return show(pages::UsernameForgotPage{std::move(frame)}.render(on.templates));
}

http::Response post_username_forgot(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const flow = session::find_flow(call, on);
    auto const email = std::string{trim(call.form.get("email"))};
    if (!is_email_address(email)) {
        pages::UsernameForgotPage page{.frame = make_frame(call, on), .email = email};
        page.frame.client_name = flow ? flow->client_name() : "";
        page.frame.errors.push_back({"email", email.empty() ? "email_missing" : "email_invalid"});
        return show(page.render(on.templates));
    }
    mail_username(email, call, on);
    return http::see_other(flow ? flow->address("/username/forgot?sent=1") : "/username/forgot?sent=1");
}

} // namespace zugang::idp::account
