#include "idp/second_factor/setup_totp.hpp"
#include "base/text.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/notices/notices.hpp"
#include "idp/pages/setup_totp.hpp"
#include "idp/second_factor/asked.hpp"
#include "idp/second_factor/factor_change.hpp"
#include "idp/second_factor/factor_name.hpp"
#include "idp/second_factor/set_up.hpp"
#include "idp/second_factor/totp_words.hpp"
#include "idp/session/check_totp.hpp"
#include "idp/session/enrolment.hpp"
#include "idp/session/proceed.hpp"
#include "totp/otpauth_uri.hpp"
#include "totp/secret.hpp"

namespace zugang::idp::second_factor {
namespace {

using store::totp_factors::Confirmed;
constexpr std::int64_t tries_per_key = 10; // the person sees the key: this only ends what goes nowhere

/// A set-up under way: who, in which sign-in, with which unfinished key.
struct Setup {
    session::Flow flow;
    store::Account account;
    store::TotpFactor factor;
};

bool looks_like_phone(Call const& call)
{
    auto const agent = call.request.header("User-Agent").value_or("");
    return agent.find("Mobi") != std::string_view::npos || agent.find("Android") != std::string_view::npos;
}

/// The sign-in's key: made when its page is first opened, and then the same for reloads, Back and wrong codes.
store::TotpFactor the_factor(session::Flow const& flow, store::Account const& account, Call const& call, Services& on)
{
    auto const present = on.database.read(
        [&](store::Connection& db) { return store::totp_factors::find_of_flow(db, flow.row.id, account.id); });
    if (present)
        return *present;
    auto const fresh = session::make_totp_factor(account.id, flow.row.id, flow.row.expires_at, call, on);
    return on.database.write([&](store::Connection& tx) { return store::totp_factors::insert_once(tx, fresh); });
}

pages::SetupTotpPage setup_page(Setup const& setup, Call const& call, Services& on)
{
    pages::SetupTotpPage page{.frame = make_frame(call, on)};
    page.frame.client_name = setup.flow.client_name();
    page.account_name = session::display_name(setup.account);
    auto const key = session::totp_key(setup.factor, on);
    page.otpauth_uri = totp::otpauth_uri(key, {issuer_name(on.config), page.account_name}).reveal();
    page.key_in_groups = totp::in_groups(totp::base32(key.bytes.bytes()));
    page.on_phone = looks_like_phone(call);
    if (call.query.has("new_key"))
        page.frame.message = pages::Message{"totp_new_key"};
    return page;
}

http::Response ask_again(pages::SetupTotpPage page, pages::Message message, Services& on)
{
    page.frame.message = std::move(message);
    return show(page.render(on.templates));
}

std::vector<pages::FieldError> errors_of(session::FirstCodeOutcome const& outcome)
{
    if (outcome.code)
        return {};
    if (outcome.drift)
        return {code_error(*outcome.drift)};
    return {{"code", "totp_wrong"}};
}

std::string name_or_default(std::string_view typed, Call const& call, Services& on)
{
    if (!typed.empty())
        return std::string{typed};
    return on.templates.translate(
        templates::tr("Authenticator-App vom {date}").with("date", templates::date_words(call.now)), call.language);
}

bool has_all_apps(store::Account const& account, Services& on)
{
    return on.database.read([&](store::Connection& db) {
        return store::totp_factors::count_confirmed(db, account.id) >= on.config.totp.devices;
    });
}

/// Starts over: the key somebody saw is worth nothing from now on.
http::Response replace_key(Setup const& setup, Call const& call, Services& on)
{
    auto const fresh =
        session::make_totp_factor(setup.account.id, setup.flow.row.id, setup.flow.row.expires_at, call, on);
    (void)on.database.write([&](store::Connection& tx) { return store::totp_factors::start_over(tx, fresh); });
    return http::see_other(setup.flow.address("/setup/totp?new_key=1"));
}

/// The app becomes a factor, and its owner is told, in one transaction. A password changed since it was proved here
/// ends this: who signed in with a stolen one must not leave an app behind after the owner's change.
Result<session::VerifiedTotp, Confirmed> enrol(Setup const& setup, session::TotpCheck::Enrolment const& wanted,
                                               Call const& call, Services& on)
{
    auto const since = proved_since(setup.flow, setup.account.id, call, on);
    auto enrolled = on.database.write([&](store::Connection& tx) -> Result<session::VerifiedTotp, Confirmed> {
        if (!store::accounts::hold(tx, setup.account.id, since))
            return std::unexpected(Confirmed::gone);
        auto proof = session::TotpCheck{on}.confirm(tx, wanted);
        if (proof)
            notices::queue(
                tx, {notices::Kind::factor_added, setup.account.id, templates::Text{wanted.name}, proof->factor_id()},
                call.now, on);
        return proof;
    });
    if (enrolled)
        on.wake_outbox();
    return enrolled;
}

/// Compares the code with the key, after counting the try.
http::Response try_code(Setup setup, std::string_view code, pages::SetupTotpPage page, Call const& call, Services& on)
{
    if (!on.database.write([&](store::Connection& tx) {
            return store::totp_factors::reserve_try(tx, setup.factor.id, tries_per_key, call.now);
        }))
        return ask_again(std::move(page), {"totp_key_spent"}, on);
    session::TotpCheck check{on};
    auto const outcome = check.compare(setup.factor, code, call.now);
    if (!outcome.code) {
        page.frame.errors = errors_of(outcome);
        return show(page.render(on.templates));
    }
    auto const is_first = is_first_factor(setup.flow, setup.account.id, call, on);
    auto const enrolled =
        enrol(setup, {*outcome.code, name_or_default(page.name, call, on), call.now, is_first}, call, on);
    if (enrolled)
        return after_set_up(setup.flow, session::Evidence::totp(*enrolled, setup.flow.row.id, call.now), "app", call,
                            on);
    if (enrolled.error() == Confirmed::too_many) {
        auto const most = static_cast<std::uint64_t>(on.config.totp.devices);
        return ask_again(std::move(page), {"totp_too_many_devices", templates::Text::number(most)}, on);
    }
    return http::see_other(setup.flow.address("/setup/totp")); // a double click, or started over in another tab
}

http::Response confirm(Setup setup, Call const& call, Services& on)
{
    auto page = setup_page(setup, call, on);
    page.frame.message = std::nullopt;
    page.code = call.form.get("code");
    page.name = trim(call.form.get("name"));
    auto const code = totp::read_code(page.code);
    if (!code)
        page.frame.errors.push_back(code_error(code.error()));
    auto const problem = page.name.empty() ? std::nullopt : find_name_problem(page.name);
    if (problem)
        page.frame.errors.push_back({"name", std::string{*problem}});
    if (!page.frame.errors.empty())
        return show(page.render(on.templates));
    return try_code(std::move(setup), *code, std::move(page), call, on);
}

} // namespace

http::Response get_setup_totp(Call const& call, Services& on)
{
    auto flow = session::load_flow(call, on);
    auto const account = find_enrolling(flow, session::OwnPage::setup_totp, call, on);
    if (!account)
        return http::see_other(way_on(flow, call, on));
    if (has_all_apps(*account, on))
        return http::see_other(own_factors);
    auto factor = the_factor(flow, *account, call, on);
    if (factor.confirmed_at) // its key is not shown again
        return http::see_other(way_on(flow, call, on));
    return show(setup_page({std::move(flow), *account, std::move(factor)}, call, on).render(on.templates));
}

http::Response post_setup_totp(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return leads_to_list(flow) ? http::see_other(own_factors) : session::cancel(flow, on);
    auto const account = find_enrolling(flow, session::OwnPage::setup_totp, call, on);
    if (!account)
        return http::see_other(way_on(flow, call, on));
    auto factor = the_factor(flow, *account, call, on);
    if (factor.confirmed_at) // a double click
        return http::see_other(leads_to_list(flow) ? list_after_adding("app") : way_on(flow, call, on));
    Setup setup{std::move(flow), *account, std::move(factor)};
    if (call.form.get("action") == "new_key")
        return replace_key(setup, call, on);
    return confirm(std::move(setup), call, on);
}

} // namespace zugang::idp::second_factor
