#include "idp/login/done.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/continue.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::login {

http::Response get_done(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const step = next_step(state_of(flow, call, on));
    if (!flow.request || flow.row.finished_at)
        return http::see_other(flow.address("/"));
    if (step != session::Step::done)
        return http::see_other(session::address_of(step, flow));
    pages::ContinuePage const page{.frame = make_frame(call, on),
                                   .client_name = flow.client_name(),
                                   .address = on.config.address(flow.address("/oauth2/authorize/resume"))};
    return show(page.render(on.templates));
}

} // namespace zugang::idp::login
