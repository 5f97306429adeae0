#include "idp/second_factor/prove_passkey.hpp"
#include "base/log.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/passkey.hpp"
#include "idp/second_factor/asked.hpp"
#include "idp/session/check_passkey.hpp"
#include "idp/session/passkey_options.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::second_factor {
namespace {

using Outcome = session::PasskeyOutcome::Kind;

std::string options_for(Asked const& asked, session::Flow const& flow, Call const& call, Services& on)
{
    return session::prove_options(asked.account.id, asked.least, flow.row.id, call, on).to_json();
}

pages::PasskeyPage passkey_page(Asked const& asked, session::Flow const& flow, Call const& call, Services& on)
{
    pages::PasskeyPage page{.frame = make_frame(call, on)};
    page.frame.here = flow.address("/login/passkey"); // also of a form that came back: where other languages lead
    page.frame.client_name = flow.client_name();
    page.account_name = session::display_name(asked.account);
    page.options = options_for(asked, flow, call, on);
    page.is_demanded = asked.wants_passkey();
    page.may_put_off = asked.wants_passkey() && asked.may_put_off;
    page.has_apps = asked.has_apps && asked.takes_codes;
    page.has_recovery_codes = asked.has_recovery_codes && asked.takes_codes;
    return page;
}

std::string_view message_of(Outcome kind)
{
    switch (kind) {
    case Outcome::expired:
        return "passkey_expired";
    case Outcome::unknown:
        return "passkey_unknown";
    case Outcome::other_account:
        return "passkey_other_account";
    case Outcome::disabled:
        return "account_disabled";
    case Outcome::copied:
        return "passkey_copied";
    case Outcome::refused:
    case Outcome::verified:
        break;
    }
    return "passkey_refused";
}

/// Somebody who has no such key at hand goes on with what was proved, in this sign-in alone.
http::Response go_on_without(std::string const& account, session::Flow& flow, Call const& call, Services& on)
{
    append_evidence(flow, {session::Evidence::deed(session::Method::put_off, account, flow.row.id, call.now)}, call,
                    on);
    log::info("passkey_put_off", {{"account", account}});
    return proceed(flow, call, on);
}

http::Response try_proof(Asked const& asked, session::Flow flow, Call const& call, Services& on)
{
    auto const append = [&](store::Connection& tx, session::VerifiedPasskey const& proof) {
        append_evidence(tx, flow, {session::Evidence::passkey(proof, flow.row.id, call.now)}, call);
    };
    auto const challenge = call.form.get("challenge");
    auto const credential = call.form.get("credential");
    auto const outcome =
        session::PasskeyCheck{on}.prove({challenge, credential}, flow.row.id, asked.account.id, call, append);
    if (outcome.proof)
        return proceed(flow, call, on);
    flow = session::load_flow(call, on);
    auto const still_asked = find_asked(flow, call, on);
    if (!still_asked) // a double click: the first one got through while this one was under way
        return proceed(flow, call, on);
    log::info("passkey_not_taken", {{"account", asked.account.id}, {"reason", message_of(outcome.kind)}});
    auto page = passkey_page(*still_asked, flow, call, on);
    page.frame.message = pages::Message{std::string{message_of(outcome.kind)}};
    return show(page.render(on.templates));
}

} // namespace

http::Response get_passkey(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const asked = find_asked(flow, call, on);
    if (!asked || !asked->has_passkeys)
        return http::see_other(present_address(flow, call, on));
    return show(passkey_page(*asked, flow, call, on).render(on.templates));
}

http::Response post_prove_passkey(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return session::cancel(flow, on);
    auto const asked = find_asked(flow, call, on);
    if (!asked || !asked->has_passkeys)
        return http::see_other(present_address(flow, call, on));
    if (call.form.has("later") && asked->wants_passkey() && asked->may_put_off)
        return go_on_without(asked->account.id, flow, call, on);
    return try_proof(*asked, std::move(flow), call, on);
}

http::Response get_prove_passkey_options(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const asked = find_asked(flow, call, on);
    return asked ? http::json(200, options_for(*asked, flow, call, on)) : http::json(404, "{}");
}

} // namespace zugang::idp::second_factor
