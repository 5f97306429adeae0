#include "idp/login/choose_account.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/choose_account.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::login {

http::Response get_choose_account(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const step = next_step(state_of(flow, call, on));
    if (step != session::Step::choose_account)
        return http::see_other(session::address_of(step, flow));
    pages::ChooseAccountPage page{.frame = make_frame(call, on)};
    page.frame.client_name = flow.client_name();
    page.accounts.push_back({flow.session->row.id, flow.session->display_name()});
    return show(page.render(on.templates));
}

http::Response post_choose_account(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return session::cancel(flow, on);
    auto const choice = call.form.get("account");
    if (choice == "other")
        return http::see_other(flow.address("/login?other_account=1"));
    // The choice names the session, so that a page left open cannot choose what another tab has changed meanwhile.
    if (!flow.session || choice != flow.session->row.id)
        return http::see_other(session::address_of(next_step(state_of(flow, call, on)), flow));
    append_evidence(
        flow,
        {session::Evidence::deed(session::Method::chosen_account, flow.session->account.id, flow.row.id, call.now)},
        call, on);
    return proceed(flow, call, on);
}

} // namespace zugang::idp::login
