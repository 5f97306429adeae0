#include "idp/session/proceed.hpp"
#include "base/log.hpp"
#include "idp/call/user_agent.hpp"
#include "idp/notices/notices.hpp"
#include "idp/throttle/known_device.hpp"
#include <algorithm>
#include <iterator>

namespace zugang::idp::session {
namespace {

/// Somebody was proved whom the client did not ask for: signing them in would end the right person's session.
bool proved_a_wrong_account(SignInState const& state)
{
    return !state.evidence.empty() && proves_first_factor(state.evidence.back().method) &&
           std::ranges::find(state.wrong_accounts, state.evidence.back().account) != state.wrong_accounts.end();
}

/// What a session is to rest on: something new, and enough for the account. Nobody is half signed in.
std::optional<EvidenceList> proofs_for_session(SignInState const& state)
{
    auto const account = subject_of(state);
    // Whoever signed out in another tab stays so: a form sent there again, which proves nothing, begins no session.
    if (!account || state.evidence.empty() || proofs_of(*account, {state.evidence.back()}).empty())
        return std::nullopt;
    auto proofs = counting(state);
    if (level_of(proofs, *account) < session_minimum(state))
        return std::nullopt;
    auto const fresh = proofs_of(*account, state.evidence);
    auto const is_known = [&](Evidence const& proof) {
        return state.session && std::ranges::find(state.session->evidence, proof) != state.session->evidence.end();
    };
    return std::ranges::all_of(fresh, is_known) ? std::nullopt : std::optional{std::move(proofs)};
}

/// The owner hears of a browser nobody signed in on before; not of the very first, which is their own beginning.
throttle::DeviceSeen remember_browser(store::Connection& tx, EvidenceList const& proofs, Call const& call, Services& on)
{
    auto const& account = proofs.front().account;
    auto const is_mfa = level_of(proofs, account) >= oauth::Level::mfa;
    auto seen = throttle::remember_device(tx, account, is_mfa, call, on);
    if (seen.is_new && !seen.is_first) {
        auto const device = device_words(user_agent_of(call));
        notices::queue(tx, {.kind = notices::Kind::new_device, .account_id = account, .what = device}, call.now, on);
    }
    return seen;
}

void sign_in(EvidenceList proofs, Flow const& flow, http::Response& answer, Call const& call, Services& on)
{
    auto const account = proofs.front().account;
    NewSession const wanted{account, std::move(proofs), flow.session, flow.row.id, mint_session_token(on)};
    store::Session row;
    throttle::DeviceSeen seen;
    on.database.write([&](store::Connection& tx) {
        row = start_session(tx, wanted, call, on);
        store::sign_in_flows::set_session(tx, flow.row.id, row.id);
        seen = remember_browser(tx, wanted.proofs, call, on);
    });
    on.wake_outbox(); // the notice, and what clients of a former session that has ended are told
    set_session_cookie(answer, wanted.cookie_token);
    set_state_cookie(answer, row.id, on);
    throttle::set_device_cookie(answer, seen);
    log::info("signed_in", {{"sid", row.id}, {"account", row.account_id}});
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
    case Step::prove_factor:
        return flow.address("/login/totp");
    case Step::prove_passkey:
        return flow.address("/login/passkey");
    case Step::choose_factor:
        return flow.address("/login/second-factor");
    case Step::new_password:
        return flow.address("/login/new-password");
    case Step::keep_recovery_codes:
        return flow.address("/setup/recovery-codes");
    case Step::upgrade_passkey:
        return flow.address("/login/passkey/upgrade");
    case Step::consent:
        return flow.address("/consent");
    case Step::done:
        return flow.request ? flow.address("/login/done") : flow.target.address(flow.row.id);
    }
    return "/";
}

http::Response proceed(Flow const& flow, Call const& call, Services& on)
{
    return proceed_by("", flow, call, on);
}

http::Response proceed_by(std::string_view path, Flow const& flow, Call const& call, Services& on)
{
    auto const state = state_of(flow, call, on);
    if (proved_a_wrong_account(state))
        return http::see_other(flow.address("/login?wrong_account=1"));
    auto answer = http::see_other(path.empty() ? address_of(next_step(state), flow) : flow.address(path));
    if (auto proofs = proofs_for_session(state))
        sign_in(std::move(*proofs), flow, answer, call, on);
    return answer;
}

http::Response cancel(Flow const& flow, Services& on)
{
    // Whoever comes next to this computer and goes Back finds nothing proved.
    on.database.write([&](store::Connection& tx) { store::sign_in_flows::forget_evidence(tx, flow.row.id); });
    return http::see_other(flow.request ? flow.address("/login/cancelled") : "/");
}

bool is_cancelled(Call const& call)
{
    return call.form.has("cancel");
}

} // namespace zugang::idp::session
