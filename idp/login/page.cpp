#include "idp/login/page.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/software.hpp"
#include "idp/session/passkey_options.hpp"

namespace zugang::idp::login {

pages::LoginPage make_login_page(session::Flow const& flow, Call const& call, Services& on)
{
    pages::LoginPage page{.frame = make_frame(call, on)};
    page.frame.client_name = flow.client_name();
    if (flow.request)
        page.software = software_of(flow.request->client);
    page.registration_open = on.config.policy.registration;
    page.passkey.options = session::sign_in_options(flow.row.id, call, on).to_json();
    page.passkey.rp_id = on.passkeys.party().id;
    return page;
}

} // namespace zugang::idp::login
