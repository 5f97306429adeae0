#include "idp/account/registration.hpp"
#include "base/log.hpp"
#include "idp/account/registration_plan.hpp"
#include <stdexcept>

namespace zugang::idp::account {
namespace {

constexpr auto registration_link = store::MailLinkKind::confirm_email;
constexpr int plan_tries = 5; // the address may be registered, confirmed or deleted between planning and writing

/// A registration under way.
struct Writing {
    Registration const& registration;
    session::Flow const& flow;
    Call const& call;
    Services& on;
};

/// Whether the plan still fits the account inside the transaction.
bool fits(RegistrationPlan const& plan, std::optional<store::Account> const& account)
{
    return standing_of(account) == plan.standing && (!account || account->id == plan.account_id);
}

store::Account new_account(RegistrationPlan const& plan, Call const& call, Services& on)
{
    store::Account account{};
    account.id = plan.account_id;
    account.email = plan.queued.recipient;
    account.language = templates::tag_of(call.language);
    account.terms_version = on.config.policy.terms_version;
    account.terms_accepted_at = call.now;
    account.created_at = call.now;
    account.updated_at = call.now;
    return account;
}

/// A corrected address: the link that went to the former one must not confirm it any more.
void void_former_link(store::Connection& tx, Writing const& w)
{
    auto const& former_email = w.flow.row.registered_email;
    if (!former_email || *former_email == w.registration.email)
        return;
    auto const former = store::accounts::find_by_email(tx, *former_email);
    if (former)
        store::mail_links::replace_of_flow(tx, registration_link, former->id, w.flow.row.id, w.call.now);
}

void insert_link(store::Connection& tx, RegistrationPlan const& plan, Writing const& w)
{
    auto link = link_of(plan, w.call.now);
    link.password_hash = w.on.sealer.seal(w.registration.password_hash, {"accounts", "password_hash", plan.account_id});
    link.flow_id = w.flow.row.id;
    link.browser_hash = browser_hash(w.call);
    store::mail_links::insert(tx, link);
}

enum class Written { yes, nothing, outdated };

/// The account, where one is to be made. `nothing` where the address is another account's username.
Written insert_account(store::Connection& tx, RegistrationPlan const& plan, Writing const& w)
{
    if (store::accounts::insert(tx, new_account(plan, w.call, w.on)))
        return Written::yes;
    return store::accounts::find_by_email(tx, w.registration.email) ? Written::outdated : Written::nothing;
}

/// Writes what the plan says; false where it no longer fits, with nothing of it written.
bool carry_out(store::Connection& tx, RegistrationPlan const& plan, Writing const& w)
{
    if (!fits(plan, store::accounts::find_by_email(tx, w.registration.email)))
        return false;
    auto written = may_mail(tx, plan.queued.recipient, w.on, w.call.now) ? Written::yes : Written::nothing;
    if (written == Written::yes && plan.standing == Standing::none)
        written = insert_account(tx, plan, w);
    if (written == Written::outdated)
        return false;
    if (written == Written::nothing) {
        queue_blank(tx, plan.queued, w.on, w.call.now);
    } else {
        if (plan.standing == Standing::unconfirmed)
            store::accounts::set_terms(tx, plan.account_id, w.on.config.policy.terms_version, w.call.now);
        if (plan.standing != Standing::known)
            insert_link(tx, plan, w);
        queue_mail(tx, plan.queued, w.on, w.call.now);
    }
    void_former_link(tx, w);
    store::sign_in_flows::set_registered_email(tx, w.flow.row.id, w.registration.email);
    return true;
}

} // namespace

void store_registration(Registration const& registration, session::Flow const& flow, Call const& call, Services& on)
{
    Writing const writing{registration, flow, call, on};
    for (int tries = 0; tries < plan_tries; ++tries) {
        auto const plan = plan_registration(find_account(registration.email, on), registration.email, call, on);
        if (on.database.write([&](store::Connection& tx) { return carry_out(tx, plan, writing); })) {
            on.wake_outbox();
            log::info("registered");
            return;
        }
    }
    throw std::runtime_error{"an address changed its standing with every try to register it"};
}

} // namespace zugang::idp::account
