#include "idp/session/enrolment.hpp"

namespace zugang::idp::session {
namespace {

/// A page left open on a shared computer must not be enough.
bool has_just_proved(SignInState const& state)
{
    auto const at = authenticated_at(counting(state), subject_of(state).value_or(""));
    return at && state.now - *at <= enrolment_max_age;
}

bool may_enrol(Flow const& flow, SignInState const& state, OwnPage page)
{
    auto const step = next_step(state);
    auto const is_second_way = step == Step::keep_recovery_codes && has_just_proved(state);
    if (!flow.request && flow.target.page == page && step == Step::done)
        return state.now - state.started_at <= enrolment_max_age;
    switch (page) {
    case OwnPage::setup_totp:
    case OwnPage::setup_passkey:
    case OwnPage::setup_security_key:
        return step == Step::choose_factor || is_second_way;
    case OwnPage::setup_recovery_codes:
        return step == Step::keep_recovery_codes;
    case OwnPage::start:
    case OwnPage::device:
    case OwnPage::account_factors:
    case OwnPage::rename_factor:
    case OwnPage::remove_factor:
        return false;
    }
    return false;
}

} // namespace

std::optional<store::Account> find_enrolling(Flow const& flow, OwnPage page, Call const& call, Services& on)
{
    auto const state = state_of(flow, call, on);
    if (flow.row.finished_at || !may_enrol(flow, state, page))
        return std::nullopt;
    return on.database.read([&](store::Connection& db) { return store::accounts::find(db, *subject_of(state)); });
}

bool leads_to_list(Flow const& flow)
{
    return !flow.request && is_setup(flow.target.page);
}

} // namespace zugang::idp::session
