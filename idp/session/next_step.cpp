#include "idp/session/next_step.hpp"
#include "base/text.hpp"
#include "idp/oauth/scope.hpp"
#include "idp/session/consent_words.hpp"
#include <algorithm>

namespace zugang::idp::session {
namespace {

/// What one account chose or allowed says nothing for another.
bool has_evidence(SignInState const& state, Method method, std::string const& account)
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

/// The account that was proved in this very sign-in, the newest proof deciding; a wrong one is no answer.
std::optional<std::string> freshly_proved(SignInState const& state)
{
    std::optional<Evidence> newest;
    for (auto const& evidence : state.evidence) {
        if (authenticated_at({evidence}, evidence.account) && (!newest || evidence.at >= newest->at))
            newest = evidence;
    }
    return newest && !is_wrong(state, newest->account) ? std::optional{newest->account} : std::nullopt;
}

/// The last word on passwords in this sign-in was one that must be changed.
bool must_change_password(SignInState const& state)
{
    auto must = false;
    for (auto const& evidence : state.evidence) {
        if (evidence.method == Method::known_password)
            must = true;
        if (evidence.method == Method::password)
            must = false;
    }
    return must;
}

/// Whether the browser's session may stand in for a new sign-in (OIDC Core §3.1.2.1: prompt=login, max_age).
bool session_suffices(SignInState const& state)
{
    if (!state.session || is_wrong(state, state.session->account))
        return false;
    if (!state.request)
        return true;
    if (state.request->prompt.login)
        return false;
    if (!state.request->max_age)
        return true;
    // max_age=0 equals prompt=login; an age that reaches the maximum is still good.
    auto const age = std::chrono::duration_cast<std::chrono::seconds>(state.now - state.session->auth_time).count();
    return *state.request->max_age > 0 && age <= *state.request->max_age;
}

/// RFC 8252 §8.6: any program on a device may listen on its loopback address or register another's scheme, and take the
/// app's place. What was allowed to the app before says nothing about who asks now.
bool may_be_impersonated(oauth::AuthorizationRequest const& request)
{
    return !request.client.is_confidential() && !request.redirect.uri().starts_with("https://");
}

bool consent_is_missing(SignInState const& state)
{
    auto const account = account_of(state);
    if (!state.request || !account || has_evidence(state, Method::consent, *account))
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
        has_evidence(state, Method::chosen_account, state.session->account))
        return false;
    if (state.request && state.request->prompt.select_account)
        return true;
    return session_suffices(state) && state.session->created_at > state.started_at;
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

std::optional<std::string> account_of(SignInState const& state)
{
    if (must_change_password(state))
        return std::nullopt;
    if (auto const account = freshly_proved(state))
        return account;
    if (session_suffices(state))
        return state.session->account;
    return std::nullopt;
}

Step next_step(SignInState const& state)
{
    if (must_change_password(state))
        return Step::new_password;
    if (freshly_proved(state))
        return consent_is_missing(state) ? Step::consent : Step::done;
    if (state.request && state.request->prompt.create)
        return Step::create_account;
    if (account_is_unsettled(state))
        return Step::choose_account;
    if (!session_suffices(state))
        return Step::sign_in;
    return consent_is_missing(state) ? Step::consent : Step::done;
}

} // namespace zugang::idp::session
