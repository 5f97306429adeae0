#include "idp/second_factor/asked.hpp"
#include "idp/session/enrolment.hpp"
#include "idp/session/proceed.hpp"
#include "store/passkeys.hpp"
#include "store/recovery_codes.hpp"
#include "store/totp_factors.hpp"

namespace zugang::idp::second_factor {

std::optional<Asked> find_asked(session::Flow const& flow, Call const& call, Services& on)
{
    auto const state = state_of(flow, call, on);
    auto const subject = subject_of(state);
    auto const step = next_step(state);
    if (flow.row.finished_at || !subject ||
        (step != session::Step::prove_factor && step != session::Step::prove_passkey))
        return std::nullopt;
    auto const sought = sought_level(state);
    return on.database.read([&](store::Connection& db) -> std::optional<Asked> {
        auto account = store::accounts::find(db, *subject);
        if (!account)
            return std::nullopt;
        return Asked{.account = std::move(*account),
                     .has_apps = store::totp_factors::count_confirmed(db, *subject) > 0,
                     .has_recovery_codes = store::recovery_codes::count_unused(db, *subject) > 0,
                     .has_passkeys = store::passkeys::count(db, *subject) > 0,
                     .takes_codes = step == session::Step::prove_factor || sought <= oauth::Level::mfa,
                     .sought = sought};
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
