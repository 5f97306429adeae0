#include "idp/account/password_forgot.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/account/form_fields.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/link_token.hpp"
#include "idp/call/mail_queue.hpp"
#include "idp/pages/password_forgot.hpp"
#include "idp/session/flow.hpp"
#include "store/accounts.hpp"

namespace zugang::idp::account {
namespace {

constexpr std::size_t longest_name = 320; // bytes; longer than any e-mail address

/// One mail, prepared for a real account or for nobody.
struct ResetPlan {
    std::optional<store::Account> account;
    std::string token;
    QueuedMail queued;
};

/// Who may get a link: only an address that was confirmed, so that a reset never stands in for the confirmation.
std::optional<store::Account> find_reset_account(store::Connection& db, std::string_view name)
{
    auto account = store::accounts::find_by_login_name(db, name);
    bool const may_reset = account && account->email && account->email_verified_at && !account->disabled_at;
    return may_reset ? std::move(account) : std::nullopt;
}

ResetPlan plan_reset(std::string const& name, Call const& call, Services& on)
{
    ResetPlan plan;
    plan.account = on.database.read([&](store::Connection& db) { return find_reset_account(db, name); });
    plan.token = mint_link_token(on.random);
    plan.queued.recipient = plan.account ? *plan.account->email : name;
    mail::PasswordResetMail const mail{
        .username = plan.account ? plan.account->username.value_or(plan.queued.recipient) : name,
        .link = append_query(on.config.address("/link/reset-password"), {{"id", plan.token}}),
        .valid_for = reset_lifetime,
    };
    auto const language = plan.account ? language_of(plan.account->language) : call.language;
    plan.queued.mail = mail.render(on.templates, language);
    return plan;
}

store::MailLink reset_link(ResetPlan const& plan, std::string const& flow, Call const& call)
{
    store::MailLink link{};
    link.token_hash = link_hash(plan.token).value();
    link.kind = store::MailLinkKind::reset_password;
    link.account_id = plan.account->id;
    link.email = plan.queued.recipient;
    if (!flow.empty())
        link.flow_id = flow;
    link.browser_hash = browser_hash(call);
    link.created_at = call.now;
    link.expires_at = call.now + Duration{reset_lifetime};
    return link;
}

void mail_reset_link(std::string const& name, std::string const& flow, Call const& call, Services& on)
{
    auto const plan = plan_reset(name, call, on);
    on.database.write([&](store::Connection& tx) {
        auto const present = find_reset_account(tx, name);
        bool const may_send = present && plan.account && present->id == plan.account->id &&
                              may_mail(tx, plan.queued.recipient, on, call.now);
        if (!may_send)
            return queue_blank(tx, plan.queued, on, call.now);
        store::mail_links::insert(tx, reset_link(plan, flow, call));
        queue_mail(tx, plan.queued, on, call.now);
    });
    on.wake_outbox();
}

} // namespace

http::Response get_password_forgot(Call const& call, Services& on)
{
    auto const flow = session::find_flow(call, on);
    auto frame = make_frame(call, on);
    frame.client_name = flow ? flow->client_name() : "";
    if (call.query.has("sent")) {
        pages::PasswordForgotSentPage const sent{.frame = std::move(frame), .valid_for = reset_lifetime};
        return show(sent.render(on.templates));
    }
    pages::PasswordForgotPage page{.frame = std::move(frame)};
    page.username = flow ? flow->row.registered_email.value_or("") : "";
    return show(page.render(on.templates));
}

http::Response post_password_forgot(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const flow = session::find_flow(call, on);
    auto const name = std::string{trim(call.form.get("username"))};
    if (name.empty()) {
        pages::PasswordForgotPage page{.frame = make_frame(call, on)};
        page.frame.client_name = flow ? flow->client_name() : "";
        page.frame.errors.push_back({"username", "username_missing"});
        return show(page.render(on.templates));
    }
    auto const flow_id = flow ? flow->row.id : "";
    if (name.size() <= longest_name) // nobody is called anything longer
        mail_reset_link(name, flow_id, call, on);
    return http::see_other(flow ? flow->address("/password/forgot?sent=1") : "/password/forgot?sent=1");
}

http::Response get_change_password(Call const&, Services&)
{
    return http::see_other("/password/forgot");
}

} // namespace zugang::idp::account
