#include "idp/second_factor/upgrade_passkey.hpp"
#include "base/log.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/passkey.hpp"
#include "idp/second_factor/asked.hpp"
#include "idp/second_factor/new_passkey.hpp"
#include "idp/session/passkey_options.hpp"
#include "idp/session/proceed.hpp"
#include "store/accounts.hpp"

namespace zugang::idp::second_factor {
namespace {

constexpr Duration offered_again_after = std::chrono::days{30};

/// Whose sign-in is at this page; nothing where it is at another.
std::optional<store::Account> find_upgrading(session::Flow const& flow, Call const& call, Services& on)
{
    auto const state = state_of(flow, call, on);
    if (flow.row.finished_at || next_step(state) != session::Step::upgrade_passkey)
        return std::nullopt;
    return on.database.read([&](store::Connection& db) { return store::accounts::find(db, *subject_of(state)); });
}

/// What the browser made, if anything. Nobody asked for it, so nobody hears of a failure.
void add_what_came(session::Flow const& flow, std::string const& account_id, Call const& call, Services& on)
{
    auto const challenge = call.form.get("challenge");
    auto const credential = call.form.get("credential");
    if (credential.empty())
        return;
    auto made = session::PasskeyCheck{on}.verify_registration(
        {challenge, credential}, {session::PasskeyPurpose::upgrade, flow.row.id, account_id}, call);
    if (!made)
        return;
    auto const name = on.templates.translate(suggested_passkey_name(call), call.language);
    auto const added = add_passkey({flow, std::move(*made), name}, account_id, call, on);
    if (added)
        log::info("factor_added", {{"account", account_id}, {"factor", added->passkey_id}, {"how", "upgrade"}});
}

} // namespace

http::Response get_upgrade_passkey(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const account = find_upgrading(flow, call, on);
    if (!account)
        return http::see_other(present_address(flow, call, on));
    pages::PasskeyUpgradePage page{.frame = make_frame(call, on)};
    page.frame.client_name = flow.client_name();
    page.options =
        session::enrol_options({*account, session::PasskeyPurpose::upgrade, flow.row.id}, call, on).to_json();
    return show(page.render(on.templates));
}

http::Response post_upgrade_passkey(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return session::cancel(flow, on);
    auto const account = find_upgrading(flow, call, on);
    if (!account)
        return http::see_other(present_address(flow, call, on));
    add_what_came(flow, account->id, call, on);
    on.database.write([&](store::Connection& tx) {
        store::accounts::put_off_passkey_offer(tx, account->id, call.now + offered_again_after);
        append_evidence(tx, flow,
                        {session::Evidence::deed(session::Method::upgrade_settled, account->id, flow.row.id, call.now)},
                        call);
    });
    return proceed(flow, call, on);
}

} // namespace zugang::idp::second_factor
