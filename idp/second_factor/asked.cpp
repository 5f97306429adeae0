#include "idp/second_factor/asked.hpp"
#include "idp/session/enrolment.hpp"
#include "idp/session/proceed.hpp"
#include "store/passkeys.hpp"
#include "store/recovery_codes.hpp"
#include "store/totp_factors.hpp"

namespace zugang::idp::second_factor {
namespace {

/// Also where a passkey is wished for only: who has none at hand types a code, and may then put the wish off.
bool takes_codes(session::SignInState const& state, std::string const& account)
{
    if (next_step(state) == session::Step::prove_factor)
        return true;
    return needed_level(state) <= oauth::Level::mfa && level_of(counting(state), account) < oauth::Level::mfa;
}

/// A wish is asked for on its own once what is needed is there: till then any key that helps is welcome.
oauth::Level least_level(session::SignInState const& state, std::string const& account)
{
    auto const needed = needed_level(state);
    return level_of(counting(state), account) >= needed ? sought_level(state) : needed;
}

} // namespace

std::optional<Asked> find_asked(session::Flow const& flow, Call const& call, Services& on)
{
    auto const state = state_of(flow, call, on);
    auto const subject = subject_of(state);
    auto const step = next_step(state);
    if (flow.row.finished_at || !subject ||
        (step != session::Step::prove_factor && step != session::Step::prove_passkey))
        return std::nullopt;
    return on.database.read([&](store::Connection& db) -> std::optional<Asked> {
        auto account = store::accounts::find(db, *subject);
        if (!account)
            return std::nullopt;
        return Asked{.account = std::move(*account),
                     .has_apps = store::totp_factors::count_confirmed(db, *subject) > 0,
                     .has_recovery_codes = store::recovery_codes::count_unused(db, *subject) > 0,
                     .has_passkeys = store::passkeys::count(db, *subject) > 0,
                     .takes_codes = takes_codes(state, *subject),
                     .may_put_off = may_put_off(state),
                     .sought = sought_level(state),
                     .least = least_level(state, *subject)};
    });
}

std::string present_address(session::Flow const& flow, Call const& call, Services& on)
{
    return flow.row.finished_at ? flow.address("/") : address_of(next_step(state_of(flow, call, on)), flow);
}

std::string way_on(session::Flow const& flow, Call const& call, Services& on)
{
    auto const step = next_step(state_of(flow, call, on));
    if (step == session::Step::done && leads_to_list(flow)) // its own address would lead here again
        return "/account/factors";
    return present_address(flow, call, on);
}

} // namespace zugang::idp::second_factor
