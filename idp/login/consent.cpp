#include "idp/login/consent.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/software.hpp"
#include "idp/login/consent_deeds.hpp"
#include "idp/session/consent_words.hpp"
#include "idp/session/proceed.hpp"
#include "store/clients.hpp"

namespace zugang::idp::login {
http::Response get_consent(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const step = next_step(state_of(flow, call, on));
    if (step != session::Step::consent)
        return http::see_other(session::address_of(step, flow));
    pages::ConsentPage page{.frame = make_frame(call, on),
                            .client_name = flow.client_name(),
                            .account_name = flow.session ? flow.session->display_name() : "",
                            .scopes = flow.request->scope,
                            .claims = session::single_claims(*flow.request),
                            .resources = flow.request->resources,
                            .deeds = deeds_of(flow.request->authorization_details),
                            .software = software_of(flow.request->client)};
    return show(page.render(on.templates));
}

http::Response post_consent(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto flow = session::load_flow(call, on);
    auto const state = state_of(flow, call, on);
    auto const step = next_step(state);
    if (session::is_cancelled(call) || call.form.get("decision") == "deny")
        return session::cancel(flow, on);
    auto const account = subject_of(state);
    if (step != session::Step::consent || !account || call.form.get("decision") != "allow")
        return http::see_other(session::address_of(step, flow));
    on.database.write([&](store::Connection& tx) {
        auto const& client = flow.request->client.id;
        auto const remembered = store::consents::find(tx, *account, client).value_or("");
        store::consents::save(tx, *account, client, session::joined_consent(remembered, *flow.request), call.now);
    });
    append_evidence(flow, {session::Evidence::deed(session::Method::consent, *account, flow.row.id, call.now)}, call,
                    on);
    return proceed(flow, call, on);
}

} // namespace zugang::idp::login
