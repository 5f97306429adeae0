#include "idp/account/unlock_device.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/account/form_fields.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/link_token.hpp"
#include "idp/call/mail_queue.hpp"
#include "idp/pages/unlock_device.hpp"
#include "idp/session/flow.hpp"
#include "idp/throttle/known_device.hpp"
#include "store/accounts.hpp"

namespace zugang::idp::account {
namespace {

using UnlockState = pages::UnlockDeviceState;
constexpr auto unlock_link = store::MailLinkKind::unlock_device;
constexpr std::chrono::minutes unlock_lifetime{30};
constexpr std::size_t longest_unlock_name = 320; // bytes; longer than any e-mail address

/// One mail, prepared for a real account or for nobody.
struct UnlockPlan {
    std::optional<store::Account> account;
    std::string token;
    QueuedMail queued;
};

std::optional<store::Account> find_unlock_account(store::Connection& db, std::string_view name)
{
    auto account = store::accounts::find_by_login_name(db, name);
    bool const may_mail_to = account && account->email && account->email_verified_at && !account->disabled_at;
    return may_mail_to ? std::move(account) : std::nullopt;
}

UnlockPlan plan_unlock(std::string const& name, Call const& call, Services& on)
{
    UnlockPlan plan;
    plan.account = on.database.read([&](store::Connection& db) { return find_unlock_account(db, name); });
    plan.token = mint_link_token(on.random);
    plan.queued.recipient = plan.account ? *plan.account->email : name;
    plan.queued.budget = MailBudget::unlock;
    mail::UnlockDeviceMail const mail{
        .username = plan.account ? plan.account->username.value_or(plan.queued.recipient) : name,
        .link = append_query(on.config.address("/link/unlock-device"), {{"id", plan.token}}),
        .valid_for = unlock_lifetime,
    };
    plan.queued.mail = mail.render(on.templates, plan.account ? language_of(plan.account->language) : call.language);
    return plan;
}

store::MailLink link_row(UnlockPlan const& plan, std::string const& flow, Call const& call)
{
    store::MailLink link{};
    link.token_hash = link_hash(plan.token).value();
    link.kind = unlock_link;
    link.account_id = plan.account->id;
    link.email = plan.queued.recipient;
    if (!flow.empty())
        link.flow_id = flow;
    link.browser_hash = browser_hash(call);
    link.created_at = call.now;
    link.expires_at = call.now + unlock_lifetime;
    return link;
}

void mail_unlock_link(std::string const& name, std::string const& flow, Call const& call, Services& on)
{
    auto const plan = plan_unlock(name, call, on);
    on.database.write([&](store::Connection& tx) {
        auto const present = find_unlock_account(tx, name);
        bool const may_send = present && plan.account && present->id == plan.account->id &&
                              may_mail(tx, plan.queued.recipient, on, call.now, MailBudget::unlock);
        if (!may_send)
            return queue_blank(tx, plan.queued, on, call.now);
        store::mail_links::insert(tx, link_row(plan, flow, call));
        queue_mail(tx, plan.queued, on, call.now);
    });
    on.wake_outbox();
}

struct UnlockLink {
    UnlockState state = UnlockState::mangled;
    std::optional<store::MailLink> link;
    std::optional<store::Account> account;
};

UnlockState unlock_state_of(store::MailLink const& link, Instant now)
{
    if (link.used_at)
        return UnlockState::used;
    if (link.replaced_at)
        return UnlockState::replaced;
    return link.expires_at <= now ? UnlockState::expired : UnlockState::ask;
}

UnlockLink find_unlock_link(Call const& call, Services& on)
{
    return on.database.read([&](store::Connection& db) -> UnlockLink {
        auto const hash = link_hash(link_id(call));
        auto link = hash ? store::mail_links::find(db, unlock_link, *hash) : std::nullopt;
        auto account = link ? store::accounts::find(db, link->account_id) : std::nullopt;
        if (!account)
            return {};
        auto const state = unlock_state_of(*link, call.now);
        return {state, std::move(link), std::move(account)};
    });
}

std::string show_unlock(UnlockLink const& found, Call const& call, Services& on)
{
    pages::UnlockDevicePage page{.frame = make_frame(call, on), .state = found.state, .id = link_id(call)};
    page.frame.here = append_query("/link/unlock-device", {{"id", page.id}});
    page.frame.flow = found.link && is_same_browser(*found.link, call) ? found.link->flow_id.value_or("") : "";
    if (found.state == UnlockState::ask)
        page.username = found.account->email.value_or("");
    page.valid_for = unlock_lifetime;
    return page.render(on.templates);
}

} // namespace

http::Response get_unlock(Call const& call, Services& on)
{
    auto const flow = session::find_flow(call, on);
    if (!call.query.has("sent"))
        return http::see_other(flow ? flow->address("/login") : "/login");
    pages::UnlockSentPage page{.frame = make_frame(call, on), .valid_for = unlock_lifetime};
    page.frame.client_name = flow ? flow->client_name() : "";
    return show(page.render(on.templates));
}

http::Response post_unlock(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const flow = session::find_flow(call, on);
    auto const name = std::string{trim(call.form.get("username"))};
    if (name.empty())
        return http::see_other(flow ? flow->address("/login") : "/login");
    if (name.size() <= longest_unlock_name) // nobody is called anything longer
        mail_unlock_link(name, flow ? flow->row.id : "", call, on);
    return http::see_other(flow ? flow->address("/login/unlock?sent=1") : "/login/unlock?sent=1");
}

http::Response get_unlock_device(Call const& call, Services& on)
{
    return show(show_unlock(find_unlock_link(call, on), call, on));
}

http::Response post_unlock_device(Call const& call, Services& on)
{
    check_same_origin(call, on);
    auto found = find_unlock_link(call, on);
    if (found.state != UnlockState::ask)
        return show(show_unlock(found, call, on));
    auto const seen = on.database.write([&](store::Connection& tx) -> std::optional<throttle::DeviceSeen> {
        auto const used = store::mail_links::redeem(tx, unlock_link, found.link->token_hash, call.now);
        return used ? std::optional{throttle::admit_device(tx, used->account_id, call, on)} : std::nullopt;
    });
    found.state = seen ? UnlockState::done : UnlockState::used;
    auto answer = show(show_unlock(found, call, on));
    if (seen) {
        throttle::set_device_cookie(answer, *seen);
        log::info("device_admitted", {{"account", found.account->id}});
    }
    return answer;
}

} // namespace zugang::idp::account
