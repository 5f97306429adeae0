#include "idp/account/registration.hpp"
#include "idp/account/registration_plan.hpp"

namespace zugang::idp::account {
namespace {

constexpr auto confirmation = store::MailLinkKind::confirm_email;

/// The registration whose password a new link carries: this flow's own, else the newest (asked for at sign-in, where
/// the password has just been proved). An account an operator made has none: its password stays.
store::MailLink link_to_repeat(store::Connection& tx, std::string_view account_id, session::Flow const& flow,
                               Call const& call)
{
    auto former = store::mail_links::find_newest_of_flow(tx, confirmation, account_id, flow.row.id);
    if (!former)
        former = store::mail_links::find_newest(tx, confirmation, account_id);
    auto link = former.value_or(store::MailLink{});
    link.flow_id = flow.row.id;
    link.browser_hash = browser_hash(call);
    return link;
}

/// A fresh link like `former`, and its mail.
void repeat_link(store::Connection& tx, RegistrationPlan const& plan, store::MailLink const& former, Instant now,
                 Services& on)
{
    auto link = link_of(plan, now);
    link.password_hash = former.password_hash;
    link.flow_id = former.flow_id;
    link.browser_hash = former.browser_hash;
    store::mail_links::insert(tx, link);
    queue_mail(tx, plan.queued, on, now);
}

bool is_open(std::optional<store::Account> const& account)
{
    return account && account->email && !account->email_verified_at && !account->disabled_at;
}

} // namespace

void resend_registration(session::Flow const& flow, Call const& call, Services& on)
{
    auto const email = flow.row.registered_email.value_or("");
    auto const account = find_account(email, on);
    auto const plan =
        is_open(account) ? plan_confirmation(*account, call, on) : plan_registration(account, email, call, on);
    on.database.write([&](store::Connection& tx) {
        auto const present = store::accounts::find_by_email(tx, email);
        bool const is_same = present && account && present->id == account->id && is_open(present) == is_open(account);
        if (!is_same || !may_mail(tx, plan.queued.recipient, on, call.now))
            queue_blank(tx, plan.queued, on, call.now);
        else if (is_open(present))
            repeat_link(tx, plan, link_to_repeat(tx, plan.account_id, flow, call), call.now, on);
        else
            queue_mail(tx, plan.queued, on, call.now);
    });
    on.wake_outbox();
}

void renew_link(store::MailLink const& expired, Call const& call, Services& on)
{
    auto const find = [&](store::Connection& db) { return store::accounts::find(db, expired.account_id); };
    auto const account = on.database.read(find);
    if (!is_open(account))
        return;
    auto const plan = plan_confirmation(*account, call, on);
    on.database.write([&](store::Connection& tx) {
        if (is_open(find(tx)) && may_mail(tx, plan.queued.recipient, on, call.now))
            repeat_link(tx, plan, expired, call.now, on);
    });
    on.wake_outbox();
}

bool is_confirmed(session::Flow const& flow, Services& on)
{
    if (!flow.row.registered_email)
        return false;
    return on.database.read([&](store::Connection& db) {
        auto const account = store::accounts::find_by_email(db, *flow.row.registered_email);
        if (!account || !account->email_verified_at)
            return false;
        auto const link = store::mail_links::find_newest_of_flow(db, confirmation, account->id, flow.row.id);
        return link && link->used_at.has_value();
    });
}

} // namespace zugang::idp::account
