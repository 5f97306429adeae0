#include "idp/authorize/decide.hpp"
#include "idp/authorize/issue.hpp"
#include "idp/call/page_error.hpp"
#include "idp/session/demands.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::authorize {
namespace {

/// prompt=none must not show a page (OIDC Core §3.1.2.6): the missing step becomes the error.
[[noreturn]] void refuse_without_page(session::Step step)
{
    switch (step) {
    case session::Step::sign_in:
    case session::Step::prove_factor:
    case session::Step::prove_passkey:
        throw oauth::Error{oauth::ErrorKind::login_required, "nobody is signed in, or not as the request needs it"};
    case session::Step::choose_account:
        throw oauth::Error{oauth::ErrorKind::account_selection_required, "an account must be chosen"};
    case session::Step::consent:
        throw oauth::Error{oauth::ErrorKind::consent_required, "consent is missing"};
    case session::Step::create_account:
    case session::Step::choose_factor:
    case session::Step::new_password:
    case session::Step::keep_recovery_codes:
    case session::Step::upgrade_passkey:
    case session::Step::done:
        break;
    }
    throw oauth::Error{oauth::ErrorKind::interaction_required, "a page would have to be shown"};
}

http::Response answer_or_ask(oauth::AuthorizationRequest const& request, Call const& call, Services& on)
{
    if (!session::is_reachable(request))
        throw oauth::Error{oauth::ErrorKind::unmet_authentication_requirements, "no acr asked for can be reached"};
    session::Flow flow; // not stored unless somebody has to be asked
    flow.request = request;
    flow.session = session::find_session(call, on);
    flow.row.created_at = call.now;
    auto const step = next_step(state_of(flow, call, on));
    if (step == session::Step::done) {
        auto const issued = on.database.write(
            [&](store::Connection& tx) { return issue(tx, request, {*flow.session, flow.row.id}, on, call.now); });
        return respond(request, parameters_of(request, issued, on, call.now), call, on);
    }
    if (request.prompt.none)
        refuse_without_page(step);
    auto const begun =
        on.database.write([&](store::Connection& tx) { return session::begin_flow(tx, request, call, on); });
    return http::see_other(session::address_of(step, begun));
}

} // namespace

// RFC 6749 §4.1.2.1: a redirect cannot carry status 500 or 503, so the client is told by name.
http::Response decide(oauth::AuthorizationRequest const& request, Call const& call, Services& on)
try {
    return answer_or_ask(request, call, on);
} catch (oauth::Error const&) {
    throw;
} catch (PageError const&) { // a pushed request that another browser has used up: not the client's business
    throw;
} catch (store::Unavailable const& problem) {
    throw oauth::Error{oauth::ErrorKind::temporarily_unavailable, "the server cannot answer now", problem.what()};
} catch (std::exception const& problem) {
    throw oauth::Error{oauth::ErrorKind::server_error, "the server could not answer", problem.what()};
}

} // namespace zugang::idp::authorize
