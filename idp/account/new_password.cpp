#include "idp/account/new_password.hpp"
#include "base/log.hpp"
#include "idp/account/check_password_rules.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/page_error.hpp"
#include "idp/notices/notices.hpp"
#include "idp/pages/password_reset.hpp"
#include "idp/session/check_password.hpp"
#include "idp/session/proceed.hpp"
#include <algorithm>

namespace zugang::idp::account {
namespace {

struct Owner {
    store::Account account;
    Instant proved_at; // when the old password was proved in this sign-in
};

/// The newest such proof names the account. Throws SignInExpired where the account is gone.
Owner load_owner(session::Flow const& flow, Services& on)
{
    auto const is_known = [](session::Evidence const& evidence) {
        return evidence.method == session::Method::known_password;
    };
    auto const newest = std::ranges::find_if(flow.evidence.rbegin(), flow.evidence.rend(), is_known);
    auto account = newest == flow.evidence.rend() ? std::nullopt : on.database.read([&](store::Connection& db) {
        return store::accounts::find(db, newest->account);
    });
    if (!account)
        throw SignInExpired{"/"};
    return {std::move(*account), newest->at};
}

pages::PasswordChangePage new_password_page(session::Flow const& flow, store::Account const& owner, Call const& call,
                                            Services& on)
{
    pages::PasswordChangePage page{.frame = make_frame(call, on)};
    page.frame.client_name = flow.client_name();
    page.username = owner.email.value_or(owner.username.value_or(""));
    page.minimum_length = static_cast<std::size_t>(on.config.password.minimum_length);
    return page;
}

std::optional<session::VerifiedPassword> replace_password(Owner const& owner, Secret const& password, Call const& call,
                                                          Services& on)
{
    auto const sealed = session::hash_password(password, owner.account.id, on);
    auto proof = on.database.write([&](store::Connection& tx) {
        auto replaced = session::PasswordCheck{on}.replace(tx, {owner.account.id, owner.proved_at, sealed, call.now});
        if (replaced) {
            notices::Notice const notice{.kind = notices::Kind::password_changed, .account_id = owner.account.id};
            notices::queue(tx, notice, call.now, on);
        }
        return replaced;
    });
    on.wake_outbox();
    return proof;
}

} // namespace

http::Response get_new_password(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const step = next_step(state_of(flow, call, on));
    if (step != session::Step::new_password)
        return http::see_other(session::address_of(step, flow));
    auto const owner = load_owner(flow, on);
    auto page = new_password_page(flow, owner.account, call, on);
    page.frame.message = pages::Message{"password_must_change"};
    return show(page.render(on.templates));
}

http::Response post_new_password(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return session::cancel(flow, on);
    auto const step = next_step(state_of(flow, call, on));
    if (step != session::Step::new_password)
        return http::see_other(session::address_of(step, flow));
    auto const owner = load_owner(flow, on);
    NewPassword const wanted{Secret{call.form.get("password")}, Secret{call.form.get("password_repeat")}};
    auto page = new_password_page(flow, owner.account, call, on);
    page.frame.errors = check_password_rules(wanted, owner.account.email.value_or(""), on);
    if (!page.frame.errors.empty())
        return show(page.render(on.templates));
    auto const proof = replace_password(owner, wanted.password, call, on);
    if (!proof) // disabled, deleted, or given another password while the page was open
        return session::cancel(flow, on);
    log::info("known_password_replaced", {{"account", owner.account.id}});
    append_evidence(flow, {session::Evidence::password(*proof, flow.row.id, call.now)}, call, on);
    return proceed(flow, call, on);
}

} // namespace zugang::idp::account
