#include "idp/session/flow.hpp"
#include "base/url.hpp"
#include "idp/call/page_error.hpp"
#include "idp/oauth/subject.hpp"
#include "idp/session/check_passkey.hpp"
#include "store/clients.hpp"
#include "store/passkeys.hpp"
#include "store/recovery_codes.hpp"
#include "store/totp_factors.hpp"
#include <algorithm>

namespace zugang::idp::session {
namespace {

constexpr std::string_view flow_prefix = "zgf_";
constexpr int append_tries = 5;

std::string address_with_flow(std::string_view path, std::string_view flow)
{
    return append_query(path, {{"flow", std::string{flow}}});
}

std::optional<oauth::AuthorizationRequest> request_of(store::Connection& db, std::string const& json)
{
    auto const client_id = oauth::client_id_of(json);
    if (client_id.empty())
        return std::nullopt;
    auto const row = store::clients::find(db, client_id);
    auto request = row ? oauth::from_json(json, oauth::from_row(*row)) : std::nullopt;
    if (!request) // the client was removed, or its address changed, while the sign-in was open
        throw PageError{400, "invalid_client", "client or redirect address of a sign-in under way is gone"};
    return request;
}

Flow new_flow(std::string request, Call const& call, Services& on)
{
    Flow flow;
    flow.row.id = random_token(on.random, flow_prefix);
    flow.row.browser_hash = browser_hash(call);
    flow.row.request = std::move(request);
    flow.row.evidence = "[]";
    flow.row.created_at = call.now;
    flow.row.expires_at = call.now + Duration{on.config.session.sign_in};
    return flow;
}

/// Where a sign-in begins again that can go on no more.
std::string restart_of(Flow const& flow)
{
    if (flow.request)
        return address_with_flow("/oauth2/authorize/begin", flow.row.id);
    return flow.target.page == OwnPage::start ? "/login" : flow.target.restart_address();
}

void check_still_open(Flow const& flow, Call const& call)
{
    auto const restart = restart_of(flow);
    if (call.browser_is_new)
        throw CookiesRequired{restart};
    if (flow.row.browser_hash != browser_hash(call) || flow.row.expires_at <= call.now)
        throw SignInExpired{restart};
}

Policy policy_of(Flow const& flow, Services& on)
{
    using config::SecondFactor;
    Policy policy;
    if (on.config.policy.second_factor == SecondFactor::required)
        policy.minimum = oauth::Level::mfa;
    policy.recommends_factor = on.config.policy.second_factor == SecondFactor::recommended;
    // What a password manager makes in passing tells no maker: a server that asks for one would refuse it.
    policy.offers_passkeys = on.config.passkeys.conditional_create && on.config.passkeys.allowed_aaguids.empty() &&
                             !on.passkeys.asks_attestation();
    if (flow.request)
        return policy;
    policy.minimum = std::max(policy.minimum, flow.target.level);
    if (flow.target.is_change) {
        policy.own_page_max_age = change_max_age;
        policy.recommends_factor = false; // the person is about to do what the notice asks for
        policy.offers_passkeys = false;
    }
    return policy;
}

/// Unused ones. A set made in this sign-in counts once the person has said that it is kept.
bool has_recovery_codes(store::Connection& db, std::string const& id, std::string const& flow)
{
    auto const set = store::recovery_codes::find_set(db, id);
    return set && (set->kept_at || set->flow_id != flow) && store::recovery_codes::count_unused(db, id) > 0;
}

/// What the decision asks of the account. One that is gone has nothing, and gets no session.
AccountView view_account(store::Connection& db, std::string const& id, std::string const& flow, Instant now,
                         Services& on)
{
    AccountView view;
    auto const account = store::accounts::find(db, id);
    if (!account)
        return view;
    view.minimum = oauth::find_level(account->minimum_acr.value_or("")).value_or(oauth::Level::none);
    view.has_apps = store::totp_factors::count_confirmed(db, id) > 0;
    for (auto const& passkey : store::passkeys::list(db, id)) {
        view.has_passkeys = view.has_passkeys || passkey.kind == store::Passkey::Kind::passkey;
        view.passkey_level =
            std::max(view.passkey_level, is_hardware(passkey, on.config) ? oauth::Level::phrh : oauth::Level::phr);
    }
    view.has_recovery_codes = has_recovery_codes(db, id, flow);
    view.notice_is_put_off = account->notice_put_off_until && *account->notice_put_off_until > now;
    view.passkey_offer_is_put_off = account->passkey_offer_put_off_until && *account->passkey_offer_put_off_until > now;
    return view;
}

/// Who is known here and is not the person that the request is about.
std::vector<std::string> wrong_accounts(SignInState const& state, Services& on)
{
    if (!state.request || !state.request->expected_subject)
        return {};
    auto accounts = accounts_in(state);
    std::erase_if(accounts, [&](std::string const& account) {
        return oauth::subject_of(state.request->client, account, on.sealer) == *state.request->expected_subject;
    });
    return accounts;
}

/// What led to a session is worth no more than the session: ended by its owner, an operator or time, it must not begin
/// another.
bool has_dead_session(store::SignInFlow const& row, std::optional<Session> const& session)
{
    return row.session_id && !row.finished_at && (!session || session->row.id != *row.session_id);
}

EvidenceList standing_evidence(store::SignInFlow const& row, std::optional<Session> const& session)
{
    return has_dead_session(row, session) ? EvidenceList{} : evidence_from_json(row.evidence);
}

} // namespace

std::string Flow::address(std::string_view path) const
{
    return address_with_flow(path, row.id);
}

std::string Flow::client_name() const
{
    return request ? request->client.name : "";
}

Flow begin_flow(store::Connection& tx, std::optional<oauth::AuthorizationRequest> request, Call const& call,
                Services& on)
{
    auto flow = new_flow(request ? oauth::to_json(*request) : "{}", call, on);
    flow.request = std::move(request);
    store::sign_in_flows::insert(tx, flow.row);
    return flow;
}

Flow begin_flow_to(store::Connection& tx, OwnTarget const& target, Call const& call, Services& on)
{
    auto flow = new_flow(to_json(target), call, on);
    flow.target = target;
    store::sign_in_flows::insert(tx, flow.row);
    return flow;
}

Flow load_flow(Call const& call, Services& on)
{
    auto flow = find_flow(call, on);
    if (!flow)
        throw PageError{404, "not_found", "no flow in the address"};
    return std::move(*flow);
}

std::optional<Flow> find_flow(Call const& call, Services& on)
{
    auto const id = call.query.get("flow");
    if (id.empty())
        return std::nullopt;
    auto flow = on.database.read([&](store::Connection& db) -> std::optional<Flow> {
        auto row = store::sign_in_flows::find(db, id);
        if (!row)
            return std::nullopt;
        Flow found;
        found.request = request_of(db, row->request);
        found.target = own_target_from_json(row->request);
        found.row = std::move(*row);
        return found;
    });
    if (!flow)
        throw SignInExpired{"/"};
    check_still_open(*flow, call);
    flow->session = find_session(call, on);
    flow->evidence = standing_evidence(flow->row, flow->session);
    return flow;
}

void append_evidence(Flow& flow, EvidenceList const& more, Call const& call, Services& on)
{
    on.database.write([&](store::Connection& tx) { append_evidence(tx, flow, more, call); });
}

void append_evidence(store::Connection& tx, Flow& flow, EvidenceList const& more, Call const& call)
{
    for (int tries = 0; tries < append_tries; ++tries) {
        if (has_dead_session(flow.row, flow.session)) {
            store::sign_in_flows::forget_session(tx, flow.row.id, *flow.row.session_id);
            flow.row.session_id.reset();
            flow.row.evidence = "[]";
        }
        auto const former = flow.row.evidence;
        flow.evidence.insert(flow.evidence.end(), more.begin(), more.end());
        flow.row.evidence = to_json(flow.evidence);
        if (store::sign_in_flows::update_evidence(tx, flow.row, former, call.now))
            return;
        // Another tab of the same sign-in was faster: take what it proved, and append to that.
        auto const present = store::sign_in_flows::find(tx, flow.row.id);
        if (!present || present->finished_at)
            break;
        flow.row.evidence = present->evidence;
        flow.row.session_id = present->session_id;
        flow.evidence = standing_evidence(*present, flow.session);
    }
    throw SignInExpired{"/"};
}

SignInState state_of(Flow const& flow, Call const& call, Services& on)
{
    SignInState state;
    state.flow = flow.row.id;
    state.request = flow.request;
    if (state.request && !on.config.policy.registration)
        state.request->prompt.create = false; // registration is closed: the person may still sign in
    state.policy = policy_of(flow, on);
    state.evidence = flow.evidence;
    state.started_at = flow.row.created_at;
    state.now = call.now;
    if (flow.session)
        state.session = SessionView{flow.session->account.id, flow.session->evidence, flow.session->row.created_at};
    state.wrong_accounts = wrong_accounts(state, on);
    if (auto const account = subject_of(state)) {
        on.database.read([&](store::Connection& db) {
            state.account = view_account(db, *account, flow.row.id, call.now, on);
            if (flow.request)
                state.remembered_consent = store::consents::find(db, *account, flow.request->client.id);
        });
    }
    return state;
}

bool suffices_for(OwnTarget const& target, Session const& session, Call const& call, Services& on)
{
    Flow flow; // not stored: nobody has to be asked yet
    flow.target = target;
    flow.session = session;
    flow.row.created_at = call.now;
    return next_step(state_of(flow, call, on)) == Step::done;
}

} // namespace zugang::idp::session
