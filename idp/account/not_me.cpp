#include "idp/account/not_me.hpp"
#include "base/log.hpp"
#include "base/url.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/link_token.hpp"
#include "idp/notices/notices.hpp"
#include "idp/pages/not_me.hpp"
#include "idp/session/ending.hpp"
#include "store/accounts.hpp"
#include "store/factor_changes.hpp"
#include "store/factors.hpp"
#include "store/grants.hpp"
#include "store/known_devices.hpp"

namespace zugang::idp::account {
namespace {

using notices::Kind;
using pages::NotMeState;
constexpr auto not_me = store::MailLinkKind::not_me;

struct NotMeLink {
    NotMeState state = NotMeState::mangled;
    std::optional<store::MailLink> link;
    std::optional<store::Account> account;
    std::optional<Instant> secured_at; // by another link
    templates::Text what;              // the factor it was about, where it was about one
};

NotMeState state_of_notice(store::MailLink const& link, Instant now)
{
    if (link.used_at)
        return NotMeState::used;
    return link.expires_at <= now ? NotMeState::expired : NotMeState::ask;
}

NotMeLink find_not_me(store::Connection& db, std::string_view id, Instant now)
{
    auto const hash = link_hash(id);
    NotMeLink found;
    found.link = hash ? store::mail_links::find(db, not_me, *hash) : std::nullopt;
    found.account = found.link ? store::accounts::find(db, found.link->account_id) : std::nullopt;
    if (!found.account)
        return {};
    found.state = state_of_notice(*found.link, now);
    found.secured_at = store::mail_links::last_not_me(db, found.account->id);
    auto const factor = found.link->subject ? store::factors::find(db, *found.link->subject) : std::nullopt;
    if (factor && factor->account_id == found.account->id)
        found.what = notices::factor_words(factor->kind, factor->name);
    return found;
}

Kind kind_of(store::MailLink const& link)
{
    auto const kind = notices::find_kind(link.notice.value_or(""));
    if (!kind)
        throw std::logic_error{"a notice's link does not say what it told"};
    return *kind;
}

/// Whether somebody was inside by then who may have added a factor: a passkey would let them in again without any
/// password. Many failures let nobody in, and a copied passkey goes by itself.
bool undoes_factors(Kind kind)
{
    switch (kind) {
    case Kind::factor_added:
    case Kind::factor_removed:
    case Kind::new_device:
    case Kind::password_changed:
    case Kind::recovery_code_used:
        return true;
    case Kind::many_failures:
    case Kind::passkey_copied:
        return false;
    }
    return false;
}

http::Response show_not_me(NotMeLink const& found, Call const& call, Services& on)
{
    pages::NotMePage page{.frame = make_frame(call, on), .state = found.state, .id = link_id(call)};
    page.frame.here = append_query("/link/not-me", {{"id", page.id}});
    page.valid_for = notices::not_me_lifetime;
    if (found.link) {
        page.told = mail::subject_of(kind_of(*found.link));
        page.what = found.what;
        page.told_at = found.link->created_at;
        page.undoes_factors = undoes_factors(kind_of(*found.link));
        page.removes_copied = kind_of(*found.link) == Kind::passkey_copied;
        page.secured_at = found.secured_at;
    }
    return show(page.render(on.templates));
}

/// What was changed since the notice; but what came after the account had been secured once is the owner's own.
void undo_factor_changes(store::Connection& tx, NotMeLink const& found, Instant now)
{
    auto const since = found.link->created_at;
    auto const is_secured_since = found.secured_at && *found.secured_at >= since;
    auto const until = is_secured_since ? *found.secured_at : now + Duration{1};
    auto const undone = store::factor_changes::undo(tx, {found.account->id, since, until}, now);
    log::info("factor_changes_undone", {{"account", found.account->id},
                                        {"removed", undone.removed},
                                        {"restored", undone.restored},
                                        {"codes", undone.codes_changed ? 1 : 0}});
}

/// Whoever has the copy signs in with it, whatever happens to password and sessions: even the last factor goes.
void remove_copied(store::Connection& tx, NotMeLink const& found, Instant now)
{
    auto const removed = store::factors::remove(tx, found.link->subject.value_or(""), found.account->id,
                                                store::factors::Last::may_go, now);
    if (removed != store::factors::Removed::yes)
        return;
    store::factors::remove_for_good(tx, *found.link->subject, now); // no other notice brings it back
    log::info("copied_passkey_removed", {{"account", found.account->id}, {"factor", *found.link->subject}});
}

/// A link to a new password: what the button leads to, so that it does not hang on a second mail.
std::string renew_reset_link(store::Connection& tx, NotMeLink const& found, Call const& call, Services& on)
{
    auto const token = mint_link_token(on.random);
    store::MailLink link{};
    link.token_hash = link_hash(token).value();
    link.kind = store::MailLinkKind::reset_password;
    link.account_id = found.account->id;
    link.email = found.link->email;
    link.browser_hash = browser_hash(call);
    link.created_at = call.now;
    link.expires_at = call.now + Duration{reset_lifetime};
    store::mail_links::insert(tx, link);
    return token;
}

/// Everything in one transaction. Gives the token of a link to a new password, empty for an account that is disabled;
/// nothing where the link was used meanwhile.
std::optional<std::string> secure_account(store::Connection& tx, NotMeLink const& found, Call const& call, Services& on)
{
    auto const& id = found.account->id;
    // Clearing the password holds the account's row: whoever changes its factors or signs in at this moment comes
    // after, and then has proved a password that counts no more.
    if (!store::mail_links::redeem(tx, not_me, found.link->token_hash, call.now) ||
        !store::accounts::clear_password(tx, id, call.now))
        return std::nullopt;
    auto const sessions = session::end_sessions_of(tx, id, {on.sealer, on.random, call.now});
    store::grants::revoke_of_account(tx, id, call.now);
    store::known_devices::revoke_all(tx, id);
    if (undoes_factors(kind_of(*found.link)))
        undo_factor_changes(tx, found, call.now);
    if (kind_of(*found.link) == Kind::passkey_copied)
        remove_copied(tx, found, call.now);
    log::warning("account_secured", {{"account", id}, {"notice", *found.link->notice}, {"sessions", sessions}});
    return found.account->disabled_at ? "" : renew_reset_link(tx, found, call, on);
}

} // namespace

http::Response get_not_me(Call const& call, Services& on)
{
    auto const found =
        on.database.read([&](store::Connection& db) { return find_not_me(db, link_id(call), call.now); });
    return show_not_me(found, call, on);
}

http::Response post_not_me(Call const& call, Services& on)
{
    check_same_origin(call, on);
    auto found = on.database.read([&](store::Connection& db) { return find_not_me(db, link_id(call), call.now); });
    if (found.state != NotMeState::ask)
        return show_not_me(found, call, on);
    auto const token = on.database.write([&](store::Connection& tx) { return secure_account(tx, found, call, on); });
    if (!token) {
        found.state = NotMeState::used;
        return show_not_me(found, call, on);
    }
    on.wake_outbox();
    if (found.account->disabled_at) {
        found.state = NotMeState::secured_disabled;
        return show_not_me(found, call, on);
    }
    return http::see_other(append_query("/link/reset-password", {{"id", *token}, {"secured", "1"}}));
}

} // namespace zugang::idp::account
