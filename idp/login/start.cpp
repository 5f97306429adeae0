#include "idp/login/start.hpp"
#include "base/url.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/start.hpp"
#include "idp/session/flow.hpp"

namespace zugang::idp::login {
namespace {

/// Where "go on" leads somebody who is signed in: the service they came from, if any.
std::string home_of(oauth::Client const& client)
{
    if (!client.client_uri.empty())
        return client.client_uri;
    auto const redirect = client.redirect_uris.empty() ? std::nullopt : parse_url(client.redirect_uris.front());
    return redirect && client.type == oauth::ApplicationType::web ? redirect->origin() + "/" : "";
}

} // namespace

http::Response get_start(Call const& call, Services& on)
{
    auto const flow = session::find_flow(call, on);
    auto const signed_in = flow ? flow->session : session::find_session(call, on);
    pages::StartPage page{.frame = make_frame(call, on), .registration_open = on.config.policy.registration};
    if (flow && flow->request) {
        page.frame.client_name = flow->client_name();
        page.continue_address = home_of(flow->request->client);
    }
    if (signed_in) {
        page.frame.signed_in = true;
        page.account_name = signed_in->display_name();
    }
    return show(page.render(on.templates));
}

} // namespace zugang::idp::login
