#include "idp/account/password_reset.hpp"
#include "base/log.hpp"
#include "base/url.hpp"
#include "idp/account/check_password_rules.hpp"
#include "idp/account/form_fields.hpp"
#include "idp/account/mailed_link.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/link_token.hpp"
#include "idp/notices/notices.hpp"
#include "idp/pages/password_reset.hpp"
#include "idp/session/check_password.hpp"
#include "idp/session/ending.hpp"
#include "idp/throttle/known_device.hpp"
#include "idp/throttle/unlock.hpp"
#include "store/accounts.hpp"
#include "store/grants.hpp"
#include "store/known_devices.hpp"

namespace zugang::idp::account {
namespace {

using ResetState = pages::PasswordResetState;
constexpr auto password_link = store::MailLinkKind::reset_password;

struct ResetLink {
    ResetState state = ResetState::mangled;
    std::optional<store::MailLink> link;
    std::optional<store::Account> account;
};

ResetLink find_reset_link(store::Connection& db, std::string_view id, Instant now)
{
    auto const hash = link_hash(id);
    auto link = hash ? store::mail_links::find(db, password_link, *hash) : std::nullopt;
    auto account = link ? store::accounts::find(db, link->account_id) : std::nullopt;
    if (!account)
        return {};
    auto const state = state_of_link<ResetState>(*link, now);
    return {state, std::move(link), std::move(account)};
}

pages::PasswordResetPage reset_page(ResetLink const& found, Call const& call, Services& on)
{
    pages::PasswordResetPage page{.frame = make_frame(call, on), .state = found.state, .id = link_id(call)};
    page.frame.here = append_query("/link/reset-password", {{"id", page.id}});
    page.frame.flow = found.link && is_same_browser(*found.link, call) ? found.link->flow_id.value_or("") : "";
    if (found.account && found.state == ResetState::ask)
        page.username = found.account->email.value_or(found.account->username.value_or(""));
    page.minimum_length = static_cast<std::size_t>(on.config.password.minimum_length);
    page.valid_for = reset_lifetime;
    return page;
}

/// Uses the link up and changes the password; false where the link was used meanwhile.
bool change_password(store::Connection& tx, ResetLink const& found, Bytes const& sealed, QueueTools const& tools)
{
    auto const redeemed = store::mail_links::redeem(tx, password_link, found.link->token_hash, tools.now);
    if (!redeemed || !store::accounts::set_password(tx, redeemed->account_id, sealed, tools.now))
        return false;
    // Whoever knew the old password is thrown out, also from apps that stay signed in.
    session::end_sessions_of(tx, redeemed->account_id, tools);
    store::grants::revoke_of_account(tx, redeemed->account_id, tools.now);
    store::known_devices::revoke_all(tx, redeemed->account_id); // theirs are the owner's no longer
    throttle::reopen(tx, redeemed->account_id, tools.now, tools.sealer);
    return true;
}

} // namespace

http::Response get_password_reset(Call const& call, Services& on)
{
    auto const found =
        on.database.read([&](store::Connection& db) { return find_reset_link(db, link_id(call), call.now); });
    auto page = reset_page(found, call, on);
    if (found.state == ResetState::ask && call.query.has("secured")) // from "that was not me"
        page.frame.message = pages::Message{"account_secured"};
    return show(page.render(on.templates));
}

http::Response post_password_reset(Call const& call, Services& on)
{
    check_same_origin(call, on);
    auto found = on.database.read([&](store::Connection& db) { return find_reset_link(db, link_id(call), call.now); });
    if (found.state != ResetState::ask)
        return show(reset_page(found, call, on).render(on.templates));
    NewPassword const wanted{Secret{call.form.get("password")}, Secret{call.form.get("password_repeat")}};
    if (auto errors = check_password_rules(wanted, found.link->email, on); !errors.empty()) {
        auto page = reset_page(found, call, on);
        page.frame.errors = std::move(errors);
        return show(page.render(on.templates));
    }
    auto const sealed = session::hash_password(wanted.password, found.account->id, on);
    throttle::DeviceSeen seen;
    auto const is_changed = on.database.write([&](store::Connection& tx) {
        if (!change_password(tx, found, sealed, {on.sealer, on.random, call.now}))
            return false;
        notices::queue(tx, {.kind = notices::Kind::password_changed, .account_id = found.account->id}, call.now, on);
        seen = throttle::admit_device(tx, found.account->id, call, on); // as the link does that is mailed for it
        return true;
    });
    if (is_changed) {
        on.wake_outbox();
        log::info("password_reset", {{"account", found.account->id}});
        found.state = ResetState::done;
    } else {
        found.state = ResetState::used;
    }
    auto answer = show(reset_page(found, call, on).render(on.templates));
    if (is_changed)
        throttle::set_device_cookie(answer, seen);
    return answer;
}

} // namespace zugang::idp::account
