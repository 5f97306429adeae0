#include "idp/session/proceed.hpp"
#include "base/log.hpp"
#include <algorithm>
#include <iterator>

namespace zugang::idp::session {
namespace {

/// The account that the step just taken has proved: the browser is then signed in anew, with a new cookie.
std::optional<std::string> just_proved(Flow const& flow)
{
    if (flow.evidence.empty())
        return std::nullopt;
    auto const& newest = flow.evidence.back();
    return authenticated_at({newest}, newest.account) ? std::optional{newest.account} : std::nullopt;
}

/// A session's amr and acr must rest on proofs of its own account alone.
EvidenceList evidence_of(std::string const& account, EvidenceList const& list)
{
    EvidenceList own;
    std::ranges::copy_if(list, std::back_inserter(own),
                         [&](Evidence const& evidence) { return evidence.account == account; });
    return own;
}

} // namespace

std::string address_of(Step step, Flow const& flow)
{
    switch (step) {
    case Step::create_account:
        return flow.address("/register");
    case Step::choose_account:
        return flow.address("/choose-account");
    case Step::sign_in:
        return flow.address("/login");
    case Step::new_password:
        return flow.address("/login/new-password");
    case Step::consent:
        return flow.address("/consent");
    case Step::done:
        return flow.request ? flow.address("/login/done") : flow.target.address();
    }
    return "/";
}

http::Response proceed(Flow& flow, Call const& call, Services& on)
{
    auto const state = state_of(flow, call, on);
    auto const account = just_proved(flow);
    // Nobody is signed in who is not the one the client asked for: that would end the right person's session.
    if (account && std::ranges::find(state.wrong_accounts, *account) != state.wrong_accounts.end())
        return http::see_other(flow.address("/login?wrong_account=1"));
    auto answer = http::see_other(address_of(next_step(state), flow));
    if (account) {
        NewSession const wanted{*account, evidence_of(*account, flow.evidence), flow.session, mint_session_token(on)};
        auto const row = on.database.write([&](store::Connection& tx) { return start_session(tx, wanted, call, on); });
        if (wanted.former && wanted.former->account.id != wanted.account)
            on.wake_outbox(); // that session has ended, and its clients are told
        set_session_cookie(answer, wanted.cookie_token);
        set_state_cookie(answer, row.id, on);
        log::info("signed_in", {{"sid", row.id}, {"account", row.account_id}});
    }
    return answer;
}

http::Response cancel(Flow const& flow)
{
    return http::see_other(flow.request ? flow.address("/login/cancelled") : "/");
}

bool is_cancelled(Call const& call)
{
    return call.form.has("cancel");
}

} // namespace zugang::idp::session
