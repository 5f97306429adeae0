#include "idp/second_factor/account_factors.hpp"
#include "base/log.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/account_factors.hpp"
#include "idp/second_factor/factor_change.hpp"
#include "idp/session/ending.hpp"
#include "store/grants.hpp"
#include "store/recovery_codes.hpp"
#include "store/sessions.hpp"

namespace zugang::idp::second_factor {
namespace {

/// What was just done, said by the address that a change leads to.
std::optional<pages::Message> message_of_change(Call const& call)
{
    constexpr std::pair<std::string_view, std::string_view> messages[] = {
        {"added", "factor_added"}, {"kept", "recovery_codes_made"}, {"renamed", "factor_renamed"},
        {"gone", "factor_gone"},   {"removed", "factor_removed"},   {"signed_out", "signed_out_elsewhere"},
    };
    for (auto const& [name, code] : messages) {
        if (call.query.has(name))
            return pages::Message{std::string{code}};
    }
    return std::nullopt;
}

pages::AccountFactorsPage factors_page(session::Session const& session, Call const& call, Services& on)
{
    pages::AccountFactorsPage page{.frame = make_frame(call, on)};
    page.frame.signed_in = true;
    page.frame.message = message_of_change(call);
    page.account_name = session.display_name();
    page.most_apps = static_cast<std::size_t>(on.config.totp.devices);
    on.database.read([&](store::Connection& db) {
        for (auto const& factor : store::totp_factors::list_confirmed(db, session.account.id))
            page.apps.push_back({factor.id, factor.name, *factor.confirmed_at, factor.last_used_at});
        page.codes_left = static_cast<std::uint64_t>(store::recovery_codes::count_unused(db, session.account.id));
    });
    return page;
}

std::int64_t end_others(store::Connection& tx, session::Session const& own, QueueTools const& tools)
{
    std::int64_t ended = 0;
    for (auto const& other : store::sessions::list_live(tx, own.account.id, tools.now)) {
        if (other.id != own.row.id && session::end_session(tx, other.id, tools))
            ++ended;
    }
    // Apps that stay signed in without a browser go as well; those of this browser's sign-in stay.
    store::grants::revoke_of_others(tx, own.account.id, own.row.id, tools.now);
    return ended;
}

} // namespace

http::Response get_account_factors(Call const& call, Services& on)
{
    auto const session = session::find_session(call, on);
    if (!session)
        return ask_for_proof({.page = session::OwnPage::account_factors}, call, on);
    return show(factors_page(*session, call, on).render(on.templates));
}

http::Response post_add_factor(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const page = call.form.get("kind") == "recovery_codes" ? session::OwnPage::setup_recovery_codes
                                                                : session::OwnPage::setup_totp;
    return ask_for_proof({.page = page, .is_change = true}, call, on);
}

http::Response post_sign_out_others(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const session = session::find_session(call, on);
    if (!session)
        return http::see_other(own_factors);
    auto const ended = on.database.write(
        [&](store::Connection& tx) { return end_others(tx, *session, {on.sealer, on.random, call.now}); });
    on.wake_outbox();
    log::info("signed_out_elsewhere", {{"account", session->account.id}, {"sessions", ended}});
    return http::see_other(std::string{own_factors} + "?signed_out=1");
}

} // namespace zugang::idp::second_factor
