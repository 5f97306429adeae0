#include "idp/account/unlock_device.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/account/mailed_link.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/link_token.hpp"
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

void mail_unlock_link(std::string const& name, std::string const& flow, Call const& call, Services& on)
{
    LinkToMail const wanted{
        .kind = unlock_link,
        .path = "/link/unlock-device",
        .lifetime = unlock_lifetime,
        .budget = MailBudget::unlock,
        .render =
            [&](std::string const& username, std::string const& link, templates::Language language) {
                return mail::UnlockDeviceMail{.username = username, .link = link, .valid_for = unlock_lifetime}.render(
                    on.templates, language);
            },
    };
    mail_link(wanted, name, flow, call, on);
}

struct UnlockLink {
    UnlockState state = UnlockState::mangled;
    std::optional<store::MailLink> link;
    std::optional<store::Account> account;
};

UnlockLink find_unlock_link(Call const& call, Services& on)
{
    return on.database.read([&](store::Connection& db) -> UnlockLink {
        auto const hash = link_hash(link_id(call));
        auto link = hash ? store::mail_links::find(db, unlock_link, *hash) : std::nullopt;
        auto account = link ? store::accounts::find(db, link->account_id) : std::nullopt;
        if (!account)
            return {};
        auto const state = state_of_link<UnlockState>(*link, call.now);
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
