#include "idp/second_factor/account_factors_remove.hpp"
#include "base/log.hpp"
#include "base/url.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/notices/notices.hpp"
#include "idp/second_factor/factor_change.hpp"
#include "idp/session/proceed.hpp"
#include "store/factors.hpp"

namespace zugang::idp::second_factor {
namespace {

using store::factors::Removed;

session::OwnTarget target_of_removal(Call const& call)
{
    return {.page = session::OwnPage::remove_factor,
            .level = oauth::Level::mfa,
            .is_change = true,
            .factor = factor_id(call)};
}

http::Response show_removal(store::factors::NamedFactor const& factor, bool is_last, Call const& call, Services& on)
{
    pages::RemoveFactorPage page{.frame = make_frame(call, on)};
    page.frame.signed_in = true;
    page.frame.here = append_query("/account/factors/remove", {{"factor", factor.id}});
    page.kind = shown_kind(factor.kind);
    page.factor = factor.id;
    page.name = factor.name;
    page.is_last = is_last;
    if (is_last)
        page.frame.message = pages::Message{"last_factor"};
    return show(page.render(on.templates));
}

/// The removal and its mail in one transaction. `gone` also where the account was secured or disabled meanwhile.
Removed remove_with_notice(session::Session const& session, store::factors::NamedFactor const& factor, Call const& call,
                           Services& on)
{
    auto const& account = session.account.id;
    return on.database.write([&](store::Connection& tx) {
        if (!hold_account(tx, session))
            return Removed::gone;
        auto const removed = store::factors::remove(tx, factor.id, account, store::factors::Last::stays, call.now);
        if (removed == Removed::yes)
            notices::queue(
                tx,
                {notices::Kind::factor_removed, account, notices::factor_words(factor.kind, factor.name), factor.id},
                call.now, on);
        return removed;
    });
}

} // namespace

http::Response get_remove_factor(Call const& call, Services& on)
{
    auto const session = find_changing(call, on);
    if (!session)
        return ask_for_proof(target_of_removal(call), call, on);
    auto const factor = find_named_factor(*session, call, on);
    if (!factor)
        return http::see_other("/account/factors?gone=1");
    auto const count =
        on.database.read([&](store::Connection& db) { return store::factors::count(db, session->account.id); });
    return show_removal(*factor, count < 2, call, on);
}

http::Response post_remove_factor(Call const& call, Services& on)
{
    check_csrf(call, on);
    if (session::is_cancelled(call))
        return http::see_other(own_factors);
    auto const session = find_changing(call, on);
    if (!session)
        return ask_for_proof(target_of_removal(call), call, on);
    auto const factor = find_named_factor(*session, call, on);
    if (!factor)
        return http::see_other("/account/factors?gone=1");
    switch (remove_with_notice(*session, *factor, call, on)) {
    case Removed::is_last:
        return show_removal(*factor, /*is_last=*/true, call, on);
    case Removed::gone:
        return http::see_other("/account/factors?gone=1");
    case Removed::yes:
        break;
    }
    on.wake_outbox();
    log::info("factor_removed", {{"account", session->account.id}, {"factor", factor->id}});
    return http::see_other(append_query(own_factors, {{"removed", std::string{name_of(factor->kind)}}}));
}

} // namespace zugang::idp::second_factor
