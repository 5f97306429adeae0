#include "base/url.hpp"
#include "idp/authorize/endpoint.hpp"
#include "idp/authorize/issue.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/page_error.hpp"
#include "idp/pages/continue.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::authorize {
namespace {

/// Ends the sign-in and makes its grant and code in one transaction; nothing for the second caller.
std::optional<Issued> finish_once(session::Flow const& flow, Call const& call, Services& on)
{
    return on.database.write([&](store::Connection& tx) -> std::optional<Issued> {
        if (!store::sign_in_flows::finish(tx, flow.row.id, flow.session->row.id, call.now))
            return std::nullopt;
        return issue(tx, *flow.request, {*flow.session, flow.row.id}, on, call.now);
    });
}

} // namespace

http::Response get_resume(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    if (!flow.request)
        throw PageError{404, "not_found", "a sign-in without a client has nothing to resume"};
    auto const state = state_of(flow, call, on);
    auto const step = next_step(state);
    if (step != session::Step::done)
        return http::see_other(session::address_of(step, flow));
    // The session must be the one this sign-in ended in, not one that another tab began for somebody else.
    if (!flow.session || subject_of(state) != flow.session->account.id)
        return http::see_other(flow.address("/login?other_account=1"));
    try {
        auto const issued = finish_once(flow, call, on);
        if (issued)
            return respond(*flow.request, parameters_of(*flow.request, *issued, on, call.now), call, on);
    } catch (oauth::Error const& error) {
        if (error.kind() != oauth::ErrorKind::login_required)
            return respond_error(*flow.request, error, call, on);
        // The session ended between two pages: the person signs in again.
        return http::see_other(flow.address("/login?other_account=1"));
    }
    // Back, or a second click, when the client has its code already: the start page says who is signed in.
    return http::see_other(flow.address("/"));
}

http::Response get_cancelled(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    if (!flow.request)
        return http::see_other("/");
    oauth::Error const denied{oauth::ErrorKind::access_denied, "the person cancelled"};
    if (flow.request->response_mode == oauth::ResponseMode::form_post)
        return respond_error(*flow.request, denied, call, on);
    // A 200 page of our own that goes on by itself: form-action would stop a redirect after the form's POST.
    auto const onward = respond_error(*flow.request, denied, call, on);
    pages::ContinuePage const page{.frame = make_frame(call, on),
                                   .client_name = flow.client_name(),
                                   .address = std::string{onward.header("Location")}};
    return show(page.render(on.templates));
}

} // namespace zugang::idp::authorize
