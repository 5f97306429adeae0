#include "idp/login/passkey.hpp"
#include "base/base64url.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/login/page.hpp"
#include "idp/session/check_passkey.hpp"
#include "idp/session/passkey_options.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::login {
namespace {

using PasskeyKind = session::PasskeyOutcome::Kind;

constexpr std::size_t longest_typed_name = 320; // bytes; as of the password's form

std::string message_of(PasskeyKind kind)
{
    switch (kind) {
    case PasskeyKind::expired:
        return "passkey_expired";
    case PasskeyKind::unknown:
        return "passkey_unknown";
    case PasskeyKind::other_account:
        return "passkey_other_account";
    case PasskeyKind::disabled:
        return "account_disabled";
    case PasskeyKind::copied:
        return "passkey_copied";
    case PasskeyKind::refused:
    case PasskeyKind::verified:
        return "passkey_refused";
    }
    return "passkey_refused";
}

/// One that was removed a short while ago can come back, and a device that has forgotten it could not use it then.
bool is_gone_for_good(Bytes const& credential_id, Services& on)
{
    return on.database.read(
        [&](store::Connection& db) { return !store::passkeys::find_by_credential(db, credential_id); });
}

/// The sign-in page with the reason, what was typed on it, and a challenge for the next try.
http::Response show_again(session::PasskeyOutcome const& outcome, session::Flow const& flow, Call const& call,
                          Services& on)
{
    auto const code = message_of(outcome.kind);
    log::info("sign_in_refused", {{"reason", code}});
    auto page = make_login_page(flow, call, on);
    page.frame.here = flow.address("/login"); // where a link to another language leads
    page.frame.message = pages::Message{code};
    std::string const typed{trim(call.form.get("typed"))};
    if (typed.size() <= longest_typed_name)
        page.username = typed;
    if (outcome.kind == PasskeyKind::unknown && is_gone_for_good(outcome.credential_id, on))
        page.passkey.unknown_credential = base64url_encode(outcome.credential_id);
    return show(page.render(on.templates));
}

/// A double click: the first one got through while this one was under way.
bool is_through(session::Flow const& flow)
{
    return !flow.evidence.empty() && flow.evidence.back().method == session::Method::passkey;
}

} // namespace

http::Response post_with_passkey(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return session::cancel(flow, on);
    if (flow.row.finished_at) // a second submit of a sign-in that is through
        return http::see_other(flow.address("/"));
    auto const append = [&](store::Connection& tx, session::VerifiedPasskey const& proof) {
        append_evidence(tx, flow, {session::Evidence::passkey(proof, flow.row.id, call.now)}, call);
    };
    auto const challenge = call.form.get("challenge");
    auto const credential = call.form.get("credential");
    auto const outcome = session::PasskeyCheck{on}.sign_in({challenge, credential}, flow.row.id, call, append);
    if (outcome.proof)
        return proceed(flow, call, on);
    flow = session::load_flow(call, on);
    if (outcome.kind == PasskeyKind::expired && is_through(flow))
        return flow.row.finished_at ? http::see_other(flow.address("/")) : proceed(flow, call, on);
    return show_again(outcome, flow, call, on);
}

http::Response get_with_passkey_options(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    return http::json(200, session::sign_in_options(flow.row.id, call, on).to_json());
}

} // namespace zugang::idp::login
