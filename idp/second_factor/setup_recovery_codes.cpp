#include "idp/second_factor/setup_recovery_codes.hpp"
#include "base/log.hpp"
#include "base/url.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/setup_recovery_codes.hpp"
#include "idp/second_factor/asked.hpp"
#include "idp/second_factor/code_set.hpp"
#include "idp/session/enrolment.hpp"
#include "idp/session/proceed.hpp"
#include "store/factors.hpp"
#include "store/passkeys.hpp"
#include <algorithm>

namespace zugang::idp::second_factor {
namespace {

using session::Method;

/// Whose codes, in which sign-in, and the set that counts now.
struct CodeSetup {
    session::Flow flow;
    store::Account account;
    std::optional<store::RecoveryCodeSet> set;
    std::uint64_t unused = 0;
};

/// The sign-in was begun for this page; else codes are a step of it.
bool is_own_page(session::Flow const& flow)
{
    return leads_to_list(flow) && flow.target.page == session::OwnPage::setup_recovery_codes;
}

CodeSetup load_setup(session::Flow flow, store::Account account, Services& on)
{
    return on.database.read([&](store::Connection& db) {
        auto set = store::recovery_codes::find_set(db, account.id);
        auto const unused = store::recovery_codes::count_unused(db, account.id);
        return CodeSetup{std::move(flow), std::move(account), std::move(set), static_cast<std::uint64_t>(unused)};
    });
}

/// The only factor is a passkey or key that can be nowhere else: what is lost with it is to be lost nowhere.
bool has_one_device(CodeSetup const& setup, Services& on)
{
    if (is_own_page(setup.flow))
        return false;
    return on.database.read([&](store::Connection& db) {
        auto const passkeys = store::passkeys::list(db, setup.account.id);
        return passkeys.size() == 1 && !passkeys.front().backup_eligible &&
               store::factors::count(db, setup.account.id) == 1;
    });
}

/// The last code was used to come here.
bool has_used_last_code(CodeSetup const& setup)
{
    return setup.unused == 0 && std::ranges::any_of(setup.flow.evidence, [&](session::Evidence const& evidence) {
               return evidence.method == Method::recovery_code && evidence.account == setup.account.id;
           });
}

http::Response explain(CodeSetup const& setup, std::optional<pages::Message> message, Call const& call, Services& on)
{
    pages::SetupRecoveryCodesPage page{.frame = make_frame(call, on)};
    page.frame.client_name = setup.flow.client_name();
    page.may_put_off = !is_own_page(setup.flow);
    page.has_one_device = has_one_device(setup, on);
    if (setup.set) {
        page.former = setup.set->id;
        page.unused = setup.unused;
        page.shown_now = is_shown_in(setup.flow, *setup.set, call.now);
        page.shown_before = !page.shown_now && !setup.set->kept_at && setup.set->flow_id == setup.flow.row.id;
    }
    if (!message && has_used_last_code(setup))
        message = pages::Message{"last_recovery_code_used"};
    page.frame.message = std::move(message);
    return show(page.render(on.templates));
}

http::Response show_codes(CodeSetup const& setup, Call const& call, Services& on)
{
    pages::RecoveryCodesPage page{.frame = make_frame(call, on), .set = setup.set->id};
    page.frame.client_name = setup.flow.client_name();
    page.codes = shown_codes(*setup.set, on);
    page.account_name = session::display_name(setup.account);
    page.service_host = parse_url(on.config.issuer)->host;
    page.created_at = setup.set->created_at;
    return show(page.render(on.templates));
}

/// Once per set the person was told of: a second click, a reload and Back show the same ten.
http::Response make_and_show(CodeSetup setup, Call const& call, Services& on)
{
    auto const is_shown = [&] { return setup.set && is_shown_in(setup.flow, *setup.set, call.now); };
    if (!is_shown()) {
        make_code_set(setup.flow, setup.account.id, call.form.get("former"), call, on);
        setup = load_setup(std::move(setup.flow), std::move(setup.account), on);
    }
    return is_shown() ? show_codes(setup, call, on) : explain(setup, std::nullopt, call, on);
}

http::Response after_codes(CodeSetup& setup, Call const& call, Services& on)
{
    auto const& flow_id = setup.flow.row.id;
    append_evidence(setup.flow,
                    {session::Evidence::deed(Method::recovery_codes_kept, setup.account.id, flow_id, call.now)}, call,
                    on);
    return is_own_page(setup.flow) ? http::see_other("/account/factors?kept=1") : proceed(setup.flow, call, on);
}

http::Response confirm_kept(CodeSetup setup, Call const& call, Services& on)
{
    auto const is_kept = on.database.write([&](store::Connection& tx) {
        return store::recovery_codes::keep(tx, setup.account.id, call.form.get("set"), call.now);
    });
    if (!is_kept) // what the person has saved is worth nothing: better told now than on the day it is needed
        return explain(setup, pages::Message{"recovery_codes_replaced"}, call, on);
    log::info("recovery_codes_kept", {{"account", setup.account.id}});
    return after_codes(setup, call, on);
}

} // namespace

http::Response get_setup_recovery_codes(Call const& call, Services& on)
{
    auto flow = session::load_flow(call, on);
    auto account = find_enrolling(flow, session::OwnPage::setup_recovery_codes, call, on);
    if (!account)
        return http::see_other(way_on(flow, call, on));
    return explain(load_setup(std::move(flow), std::move(*account), on), std::nullopt, call, on);
}

http::Response post_setup_recovery_codes(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return is_own_page(flow) ? http::see_other("/account/factors") : session::cancel(flow, on);
    auto account = find_enrolling(flow, session::OwnPage::setup_recovery_codes, call, on);
    if (!account)
        return http::see_other(way_on(flow, call, on));
    auto setup = load_setup(std::move(flow), std::move(*account), on);
    auto const action = call.form.get("action");
    if (action == "show")
        return make_and_show(std::move(setup), call, on);
    if (action == "kept")
        return confirm_kept(std::move(setup), call, on);
    if (call.form.has("later") && !is_own_page(setup.flow))
        return after_codes(setup, call, on);
    return explain(setup, std::nullopt, call, on);
}

} // namespace zugang::idp::second_factor
