#include "idp/second_factor/choose_factor.hpp"
#include "base/log.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/choose_factor.hpp"
#include "idp/session/proceed.hpp"
#include <algorithm>

namespace zugang::idp::second_factor {
namespace {

constexpr Duration put_off_for = std::chrono::days{30};

pages::WantedFactor wanted_factor(session::SignInState const& state)
{
    auto const sought = sought_level(state);
    if (sought == oauth::Level::phrh)
        return pages::WantedFactor::hardware;
    return sought == oauth::Level::phr ? pages::WantedFactor::passkey : pages::WantedFactor::any;
}

/// In this very sign-in, and yet it is at this page again: other devices have the key as well.
bool has_added_passkey(session::SignInState const& state)
{
    auto const has = [&](session::Method method) {
        return std::ranges::any_of(state.evidence, [&](session::Evidence const& evidence) {
            return evidence.method == method && evidence.account == subject_of(state);
        });
    };
    return has(session::Method::enrolled) && (has(session::Method::passkey) || has(session::Method::security_key));
}

void put_off(std::string const& account, session::Flow& flow, Call const& call, Services& on)
{
    on.database.write(
        [&](store::Connection& tx) { store::accounts::put_off_notice(tx, account, call.now + put_off_for); });
    append_evidence(flow, {session::Evidence::deed(session::Method::put_off, account, flow.row.id, call.now)}, call,
                    on);
    log::info("second_factor_put_off", {{"account", account}});
}

} // namespace

http::Response get_choose_factor(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const state = state_of(flow, call, on);
    auto const step = next_step(state);
    if (step != session::Step::choose_factor)
        return http::see_other(session::address_of(step, flow));
    pages::ChooseFactorPage page{.frame = make_frame(call, on)};
    page.frame.client_name = flow.client_name();
    page.wanted = wanted_factor(state);
    page.offers_security_keys = on.config.passkeys.security_keys;
    page.may_put_off = may_put_off(state);
    if (page.wanted == pages::WantedFactor::hardware && has_added_passkey(state))
        page.frame.message = pages::Message{"passkey_not_enough"};
    return show(page.render(on.templates));
}

http::Response post_choose_factor(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return session::cancel(flow, on);
    auto const state = state_of(flow, call, on);
    auto const step = next_step(state);
    if (step != session::Step::choose_factor || !call.form.has("later") || !may_put_off(state))
        return http::see_other(session::address_of(step, flow));
    put_off(*subject_of(state), flow, call, on);
    return proceed(flow, call, on);
}

} // namespace zugang::idp::second_factor
