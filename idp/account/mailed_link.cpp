#include "idp/account/mailed_link.hpp"
#include "base/url.hpp"
#include "idp/account/form_fields.hpp"
#include "idp/call/link_token.hpp"
#include "store/accounts.hpp"

namespace zugang::idp::account {
namespace {

/// One mail, prepared for a real account or for nobody.
struct LinkPlan {
    std::optional<store::Account> account;
    std::string token;
    QueuedMail queued;
};

std::optional<store::Account> find_mailable(store::Connection& db, std::string_view name)
{
    auto account = store::accounts::find_by_login_name(db, name);
    bool const is_mailable = account && account->email && account->email_verified_at && !account->disabled_at;
    return is_mailable ? std::move(account) : std::nullopt;
}

LinkPlan plan_link(LinkToMail const& wanted, std::string const& name, Call const& call, Services& on)
{
    LinkPlan plan;
    plan.account = on.database.read([&](store::Connection& db) { return find_mailable(db, name); });
    plan.token = mint_link_token(on.random);
    plan.queued.recipient = plan.account ? *plan.account->email : name;
    plan.queued.budget = wanted.budget;
    auto const username = plan.account ? plan.account->username.value_or(plan.queued.recipient) : name;
    auto const language = plan.account ? language_of(plan.account->language) : call.language;
    plan.queued.mail =
        wanted.render(username, append_query(on.config.address(wanted.path), {{"id", plan.token}}), language);
    return plan;
}

store::MailLink row_of_link(LinkToMail const& wanted, LinkPlan const& plan, std::string const& flow, Call const& call)
{
    store::MailLink link{};
    link.token_hash = link_hash(plan.token).value();
    link.kind = wanted.kind;
    link.account_id = plan.account->id;
    link.email = plan.queued.recipient;
    if (!flow.empty())
        link.flow_id = flow;
    link.browser_hash = browser_hash(call);
    link.created_at = call.now;
    link.expires_at = call.now + wanted.lifetime;
    return link;
}

} // namespace

void mail_link(LinkToMail const& wanted, std::string const& name, std::string const& flow, Call const& call,
               Services& on)
{
    auto const plan = plan_link(wanted, name, call, on);
    on.database.write([&](store::Connection& tx) {
        auto const present = find_mailable(tx, name);
        bool const may_send = present && plan.account && present->id == plan.account->id &&
                              may_mail(tx, plan.queued.recipient, on, call.now, wanted.budget);
        if (!may_send)
            return queue_blank(tx, plan.queued, on, call.now);
        store::mail_links::insert(tx, row_of_link(wanted, plan, flow, call));
        queue_mail(tx, plan.queued, on, call.now);
    });
    on.wake_outbox();
}

} // namespace zugang::idp::account
