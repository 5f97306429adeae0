#include "idp/account/confirm_email.hpp"
#include "base/log.hpp"
#include "base/url.hpp"
#include "idp/account/form_fields.hpp"
#include "idp/account/registration.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/link_token.hpp"
#include "idp/call/mail_queue.hpp"
#include "idp/pages/confirm_email.hpp"
#include "store/accounts.hpp"

namespace zugang::idp::account {
namespace {

using LinkState = pages::ConfirmEmailState;
constexpr auto confirm_link = store::MailLinkKind::confirm_email;

struct ConfirmLink {
    LinkState state = LinkState::mangled;
    std::optional<store::MailLink> link;
};

LinkState state_of_link(store::MailLink const& link, store::Account const& account, Instant now)
{
    if (link.used_at || account.email_verified_at)
        return LinkState::already;
    if (link.replaced_at)
        return LinkState::replaced;
    return link.expires_at <= now ? LinkState::expired : LinkState::ask;
}

ConfirmLink look_up(store::Connection& db, std::string_view id, Instant now)
{
    auto const hash = link_hash(id);
    auto link = hash ? store::mail_links::find(db, confirm_link, *hash) : std::nullopt;
    auto const account = link ? store::accounts::find(db, link->account_id) : std::nullopt;
    if (!account)
        return {};
    auto const state = state_of_link(*link, *account, now);
    return {state, std::move(link)};
}

/// Uses the link up: the address is confirmed, and the registration's password becomes the account's.
ConfirmLink redeem(store::Connection& tx, std::string_view id, Instant now)
{
    auto found = look_up(tx, id, now);
    if (found.state != LinkState::ask)
        return found;
    auto redeemed = store::mail_links::redeem(tx, confirm_link, found.link->token_hash, now);
    if (!redeemed) // somebody was faster: look again
        return look_up(tx, id, now);
    if (!store::accounts::set_email_verified(tx, redeemed->account_id, now))
        return {};
    if (redeemed->password_hash &&
        !store::accounts::set_password(tx, redeemed->account_id, *redeemed->password_hash, now))
        return {};
    return {LinkState::confirmed, std::move(redeemed)};
}

http::Response show_state(LinkState state, std::optional<store::MailLink> const& link, Call const& call, Services& on)
{
    auto const id = link_id(call);
    pages::ConfirmEmailPage page{.frame = make_frame(call, on), .state = state, .id = id};
    page.frame.here = append_query("/link/confirm-email", {{"id", id}});
    page.frame.flow = link && is_same_browser(*link, call) ? link->flow_id.value_or("") : "";
    page.masked_email = link ? mask_email(link->email) : "";
    page.valid_for = confirmation_lifetime;
    return show(page.render(on.templates));
}

} // namespace

http::Response get_confirm_email(Call const& call, Services& on)
{
    auto const found = on.database.read([&](store::Connection& db) { return look_up(db, link_id(call), call.now); });
    return show_state(found.state, found.link, call, on);
}

http::Response post_confirm_email(Call const& call, Services& on)
{
    check_same_origin(call, on);
    auto const found = on.database.write([&](store::Connection& tx) { return redeem(tx, link_id(call), call.now); });
    if (found.state == LinkState::confirmed)
        log::info("email_confirmed", {{"account", found.link->account_id}});
    return show_state(found.state, found.link, call, on);
}

http::Response post_confirm_email_resend(Call const& call, Services& on)
{
    check_same_origin(call, on);
    auto const found = on.database.read([&](store::Connection& db) { return look_up(db, link_id(call), call.now); });
    if (found.state != LinkState::expired)
        return show_state(found.state, found.link, call, on);
    renew_link(*found.link, call, on);
    return show_state(LinkState::resent, found.link, call, on);
}

} // namespace zugang::idp::account
