#include "idp/session/next_step.hpp"
#include "base/text.hpp"
#include "idp/oauth/scope.hpp"
#include "idp/session/consent_words.hpp"
#include <algorithm>

namespace zugang::idp::session {
namespace {

bool names_somebody(Evidence const& evidence)
{
    return proves_first_factor(evidence.method) || evidence.method == Method::known_password;
}

/// What one account did says nothing for another.
bool has_done(SignInState const& state, Method method, std::string const& account)
{
    return std::ranges::any_of(state.evidence, [&](Evidence const& evidence) {
        return evidence.method == method && evidence.account == account;
    });
}

/// The request is about one person (OIDC Core §3.1.2.1 id_token_hint, §5.5.1 sub), and this account is another's.
bool is_wrong(SignInState const& state, std::string const& account)
{
    return std::ranges::find(state.wrong_accounts, account) != state.wrong_accounts.end();
}

/// The newest password or passkey of this very sign-in; nothing where it is a wrong account's.
Evidence const* fresh_first_factor(SignInState const& state)
{
    Evidence const* newest = nullptr;
    for (auto const& evidence : state.evidence) {
        if (names_somebody(evidence) && (newest == nullptr || evidence.at >= newest->at))
            newest = &evidence;
    }
    return newest != nullptr && !is_wrong(state, newest->account) ? newest : nullptr;
}

/// A password that everybody guesses first was typed in this sign-in and is not changed yet, whatever was proved since.
bool must_change_password(SignInState const& state)
{
    auto const* const newest = fresh_first_factor(state);
    auto must_change = false;
    for (auto const& evidence : state.evidence) {
        if (newest == nullptr || evidence.account != newest->account)
            continue;
        if (evidence.method == Method::known_password || evidence.method == Method::password)
            must_change = evidence.method == Method::known_password;
    }
    return must_change;
}

Freshness freshness_in(SignInState const& state)
{
    if (state.request)
        return freshness_of(*state.request, state.flow, state.now);
    return {state.flow, /*only_this_flow=*/false, state.policy.own_page_max_age, state.started_at};
}

Demands demands_in(SignInState const& state)
{
    auto demands = state.request ? demands_of(*state.request) : Demands{};
    demands.needed = std::max(demands.needed, session_minimum(state));
    demands.wished = std::max(demands.wished, demands.needed);
    return demands;
}

/// What the account's own factors can show at most.
oauth::Level best_level(AccountView const& account)
{
    return std::max(account.has_apps ? oauth::Level::mfa : oauth::Level::password, account.passkey_level);
}

bool is_put_off(SignInState const& state, std::string const& account)
{
    // To set something up may be put off for weeks, to use what is there for this sign-in alone.
    auto const would_set_up = best_level(*state.account) < demands_in(state).wished || !state.account->has_factor();
    return has_done(state, Method::put_off, account) || (state.request && state.request->prompt.none) ||
           (state.account->notice_is_put_off && would_set_up);
}

oauth::Level sought_level_for(SignInState const& state, std::string const& account)
{
    auto const demands = demands_in(state);
    return is_put_off(state, account) ? demands.needed : demands.wished;
}

/// Which of the account's own factors is asked for.
Step own_factor_step(SignInState const& state, oauth::Level sought)
{
    auto const takes_key = sought > oauth::Level::mfa && state.account->passkey_level >= sought;
    return state.account->has_apps && !takes_key ? Step::prove_factor : Step::prove_passkey;
}

/// A factor is to be set up, by somebody who has just proved what there was before: a session left open on a shared
/// computer must not be enough to make somebody else's telephone a factor.
Step step_to_set_up(SignInState const& state, EvidenceList const& counted, std::string const& account)
{
    if (state.now - *first_factor_proved_at(counted, account) > enrolment_max_age)
        return Step::sign_in;
    Freshness fresh{.flow = {}, .only_this_flow = false, .max_age = {}, .now = state.now};
    fresh.max_age = enrolment_max_age; // of each proof: the strongest one may be an old passkey's
    if (state.account->has_factor() && level_of(counting(counted, account, fresh), account) < oauth::Level::mfa)
        return own_factor_step(state, oauth::Level::mfa);
    return Step::choose_factor;
}

/// Password and factor, as strong as they are to be; done where they are proved.
Step authentication_step(SignInState const& state, std::string const& account)
{
    auto const counted = counting(state);
    auto const level = level_of(counted, account);
    auto const must_change = must_change_password(state);
    if (!must_change && level == oauth::Level::none)
        return Step::sign_in;
    auto const sought = sought_level_for(state, account);
    auto const is_second = [](Evidence const& evidence) { return proves_second_factor(evidence.method); };
    if (state.account->has_factor() && std::ranges::none_of(counted, is_second))
        return own_factor_step(state, sought); // also before a password is changed: the old one alone must not do it
    if (must_change)
        return Step::new_password;
    auto const is_recommended = state.policy.recommends_factor && fresh_first_factor(state) != nullptr &&
                                !state.account->has_factor() && !is_put_off(state, account);
    if (level >= sought && !is_recommended)
        return Step::done;
    auto const needed = demands_in(state).needed;
    if (state.account->has_factor() && state.account->passkey_level >= (level < needed ? needed : sought))
        return Step::prove_passkey;
    return step_to_set_up(state, counted, account);
}

/// A factor was set up in this sign-in and nothing helps when the telephone is lost, or the last code was just used.
bool recovery_codes_are_due(SignInState const& state, std::string const& account)
{
    return !state.account->has_recovery_codes && !has_done(state, Method::recovery_codes_kept, account) &&
           (has_done(state, Method::enrolled, account) || has_done(state, Method::recovery_code, account));
}

/// Of this very sign-in: what a session left open has proved is not enough to make a passkey in passing.
bool has_just_proved_all(SignInState const& state, std::string const& account)
{
    auto const own = proofs_of(account, state.evidence);
    return level_of(own, account) >= oauth::Level::mfa &&
           state.now - *authenticated_at(own, account) <= enrolment_max_age;
}

/// A password was typed where the browser could make a passkey of it. Not for an account without a second factor: a
/// passkey that nobody noticed would then be asked for at the next sign-in, with nothing beside it.
bool upgrade_is_due(SignInState const& state, std::string const& account)
{
    return state.policy.offers_passkeys && state.account->has_factor() && !state.account->has_passkeys &&
           !state.account->passkey_offer_is_put_off && has_done(state, Method::password, account) &&
           has_done(state, Method::upgrade_possible, account) && has_just_proved_all(state, account) &&
           !has_done(state, Method::upgrade_settled, account);
}

/// RFC 8252 §8.6: any program on a device may listen on its loopback address or register another's scheme, and take the
/// app's place. What was allowed to the app before says nothing about who asks now.
bool may_be_impersonated(oauth::AuthorizationRequest const& request)
{
    return !request.client.is_confidential() && !request.redirect.uri().starts_with("https://");
}

bool consent_is_missing(SignInState const& state, std::string const& account)
{
    if (!state.request || has_done(state, Method::consent, account))
        return false;
    if (state.request->prompt.consent)
        return true;
    if (state.request->client.trusted)
        return false;
    if (!state.remembered_consent || may_be_impersonated(*state.request) ||
        !state.request->authorization_details.empty())
        return true;
    return !oauth::is_subset(consent_words(*state.request), split_words(*state.remembered_consent));
}

/// The person has yet to say as whom to go on: the client asks for it, or another tab signed in meanwhile.
bool account_is_unsettled(SignInState const& state)
{
    if (!state.session || is_wrong(state, state.session->account) ||
        has_done(state, Method::chosen_account, state.session->account))
        return false;
    if (state.request && state.request->prompt.select_account)
        return true;
    return level_of(counting(state), state.session->account) != oauth::Level::none &&
           state.session->created_at > state.started_at;
}

} // namespace

std::vector<std::string> accounts_in(SignInState const& state)
{
    std::vector<std::string> accounts;
    if (state.session)
        accounts.push_back(state.session->account);
    for (auto const& evidence : state.evidence) {
        if (std::ranges::find(accounts, evidence.account) == accounts.end())
            accounts.push_back(evidence.account);
    }
    return accounts;
}

std::optional<std::string> subject_of(SignInState const& state)
{
    if (auto const* const newest = fresh_first_factor(state))
        return newest->account;
    if (state.session && !is_wrong(state, state.session->account))
        return state.session->account;
    return std::nullopt;
}

EvidenceList counting(SignInState const& state)
{
    auto const account = subject_of(state);
    if (!account)
        return {};
    auto all = state.evidence;
    if (state.session && state.session->account == *account)
        all.insert(all.end(), state.session->evidence.begin(), state.session->evidence.end());
    return counting(all, *account, freshness_in(state));
}

oauth::Level session_minimum(SignInState const& state)
{
    auto const minimum = std::max(state.policy.minimum, state.account ? state.account->minimum : oauth::Level::none);
    return state.account && state.account->has_factor() ? std::max(minimum, oauth::Level::mfa) : minimum;
}

oauth::Level sought_level(SignInState const& state)
{
    auto const account = subject_of(state);
    return account ? sought_level_for(state, *account) : demands_in(state).needed;
}

oauth::Level needed_level(SignInState const& state)
{
    return demands_in(state).needed;
}

Step next_step(SignInState const& state)
{
    if (fresh_first_factor(state) == nullptr) {
        if (state.request && state.request->prompt.create)
            return Step::create_account;
        if (account_is_unsettled(state))
            return Step::choose_account;
    }
    auto const account = subject_of(state);
    if (!account)
        return Step::sign_in;
    auto const step = authentication_step(state, *account);
    if (step != Step::done)
        return step;
    if (recovery_codes_are_due(state, *account))
        return Step::keep_recovery_codes;
    if (upgrade_is_due(state, *account))
        return Step::upgrade_passkey;
    return consent_is_missing(state, *account) ? Step::consent : Step::done;
}

bool may_put_off(SignInState const& state)
{
    auto const account = subject_of(state);
    if (!account)
        return false;
    auto const needed = demands_in(state).needed;
    if (level_of(counting(state), *account) >= needed)
        return true;
    // Without the passkey that is only wished, a code comes next.
    return next_step(state) == Step::prove_passkey && needed < sought_level(state) && state.account->has_apps;
}

} // namespace zugang::idp::session
