#include "idp/second_factor/set_up.hpp"
#include "base/log.hpp"
#include "idp/second_factor/factor_change.hpp"
#include "idp/session/enrolment.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::second_factor {

Instant proved_since(session::Flow const& flow, std::string const& account_id, Call const& call, Services& on)
{
    auto const proofs = counting(state_of(flow, call, on));
    return session::first_factor_proved_at(proofs, account_id).value_or(flow.row.created_at);
}

bool is_first_factor(session::Flow const& flow, std::string const& account_id, Call const& call, Services& on)
{
    return level_of(counting(state_of(flow, call, on)), account_id) < oauth::Level::mfa;
}

http::Response after_set_up(session::Flow& flow, session::Evidence proof, std::string_view kind, Call const& call,
                            Services& on)
{
    log::info("factor_added", {{"account", proof.account}, {"factor", proof.credential}});
    // From the list of factors; but a first one, set up on the way there, has to sign its owner in as well.
    if (leads_to_list(flow) && next_step(state_of(flow, call, on)) == session::Step::done)
        return http::see_other(list_after_adding(kind));
    auto deed = session::Evidence::deed(session::Method::enrolled, proof.account, flow.row.id, call.now);
    append_evidence(flow, {std::move(deed), std::move(proof)}, call, on);
    return proceed(flow, call, on);
}

std::string list_after_adding(std::string_view kind)
{
    return std::string{own_factors} + "?added=" + std::string{kind};
}

} // namespace zugang::idp::second_factor
