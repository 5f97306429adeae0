// Flow: a sign-in under way, kept on the server, bound to the browser that began it. Its id stands in the address, so
// two tabs have two; it outlives its pages, so Back, double clicks and pauses never end in "invalid request".
#pragma once
#include "idp/call/call.hpp"
#include "idp/session/next_step.hpp"
#include "idp/session/own_target.hpp"
#include "idp/session/session.hpp"
#include "store/sign_in_flows.hpp"

namespace zugang::idp::session {

struct Flow {
    store::SignInFlow row;
    std::optional<oauth::AuthorizationRequest> request;
    OwnTarget target; // where a sign-in without a request leads
    EvidenceList evidence;
    std::optional<Session> session; // the browser's, if any

    /// "/login?flow=…", for any page of the sign-in.
    [[nodiscard]] std::string address(std::string_view path) const;
    /// The client's name, or empty.
    [[nodiscard]] std::string client_name() const;
};

/// Starts a sign-in; `request` empty: to this server's own pages. `tx` is the request's transaction.
[[nodiscard]] Flow begin_flow(store::Connection& tx, std::optional<oauth::AuthorizationRequest> request,
                              Call const& call, Services& on);
/// A sign-in that leads to one of our own pages.
[[nodiscard]] Flow begin_flow_to(store::Connection& tx, OwnTarget const& target, Call const& call, Services& on);
/// The flow of `?flow=`. Throws CookiesRequired, SignInExpired (also for another browser's), or PageError 404.
[[nodiscard]] Flow load_flow(Call const& call, Services& on);
/// The same where a page works without one: nothing where the address has no `flow`.
[[nodiscard]] std::optional<Flow> find_flow(Call const& call, Services& on);

/// Appends to the flow's evidence in the store; repeats when another tab was faster. Throws SignInExpired when it
/// ended.
void append_evidence(Flow& flow, EvidenceList const& more, Call const& call, Services& on);
/// The same in the transaction that uses up what was proved: whoever is too late then finds the evidence there.
void append_evidence(store::Connection& tx, Flow& flow, EvidenceList const& more, Call const& call);
[[nodiscard]] SignInState state_of(Flow const& flow, Call const& call, Services& on);

/// Whether the session is enough for an own page, by policy, the account and what the page demands.
[[nodiscard]] bool suffices_for(OwnTarget const& target, Session const& session, Call const& call, Services& on);

} // namespace zugang::idp::session
