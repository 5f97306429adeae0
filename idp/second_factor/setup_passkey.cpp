#include "idp/second_factor/setup_passkey.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/setup_passkey.hpp"
#include "idp/second_factor/asked.hpp"
#include "idp/second_factor/factor_change.hpp"
#include "idp/second_factor/factor_name.hpp"
#include "idp/second_factor/new_passkey.hpp"
#include "idp/second_factor/passkey_name.hpp"
#include "idp/second_factor/set_up.hpp"
#include "idp/session/enrolment.hpp"
#include "idp/session/passkey_options.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::second_factor {
namespace {

using session::OwnPage;
using session::PasskeyPurpose;

/// A set-up under way: who, in which sign-in, of what kind.
struct KeySetup {
    session::Flow flow;
    store::Account account;
    OwnPage kind = OwnPage::setup_passkey;

    [[nodiscard]] bool is_security_key() const { return kind == OwnPage::setup_security_key; }
    [[nodiscard]] PasskeyPurpose purpose() const
    {
        return is_security_key() ? PasskeyPurpose::enrol_security_key : PasskeyPurpose::enrol_passkey;
    }
    [[nodiscard]] std::string_view word() const { return is_security_key() ? "security_key" : "passkey"; }
};

/// `kind` of the form or the address. Where the operator wants no security keys there are none.
OwnPage wanted_kind(Call const& call, Services& on)
{
    auto const typed = call.form.find("kind");
    auto const is_key = (typed ? *typed : call.query.get("kind")) == "security_key";
    return is_key && on.config.passkeys.security_keys ? OwnPage::setup_security_key : OwnPage::setup_passkey;
}

/// Nothing where this sign-in sets up nothing, or has done so for the list it was begun from.
std::optional<KeySetup> find_setup(session::Flow const& flow, Call const& call, Services& on)
{
    auto const kind = wanted_kind(call, on);
    auto account = find_enrolling(flow, kind, call, on);
    if (!account)
        return std::nullopt;
    auto const is_done =
        leads_to_list(flow) && next_step(state_of(flow, call, on)) == session::Step::done &&
        on.database.read([&](store::Connection& db) {
            auto const made = store::passkeys::find_of_flow(db, flow.row.id, account->id);
            return made && (made->kind == store::Passkey::Kind::security_key) == (kind == OwnPage::setup_security_key);
        });
    return is_done ? std::nullopt : std::optional{KeySetup{flow, std::move(*account), kind}};
}

std::string suggestion(KeySetup const& setup, Call const& call, Services& on)
{
    auto const name = setup.is_security_key() ? suggested_security_key_name(call) : suggested_passkey_name(call);
    return on.templates.translate(name, call.language);
}

std::string fresh_options(KeySetup const& setup, Call const& call, Services& on)
{
    return session::enrol_options({setup.account, setup.purpose(), setup.flow.row.id}, call, on).to_json();
}

pages::SetupPasskeyPage setup_passkey_page(KeySetup const& setup, Call const& call, Services& on)
{
    pages::SetupPasskeyPage page{.frame = make_frame(call, on)};
    page.frame.client_name = setup.flow.client_name();
    page.is_security_key = setup.is_security_key();
    page.name = page.suggested = suggestion(setup, call, on);
    page.options = fresh_options(setup, call, on);
    auto const state = state_of(setup.flow, call, on);
    auto const step = next_step(state);
    auto const sought = sought_level(state);
    page.is_choice = step == session::Step::choose_factor;
    page.is_second_way = step == session::Step::keep_recovery_codes;
    page.needs_hardware = page.is_choice && sought == oauth::Level::phrh;
    page.offers_totp = (page.is_choice && sought <= oauth::Level::mfa) || page.is_second_way;
    page.offers_other_kind = on.config.passkeys.security_keys && (page.is_choice || page.is_second_way);
    return page;
}

http::Response show_setup(pages::SetupPasskeyPage page, pages::Message message, Services& on)
{
    page.frame.message = std::move(message);
    return show(page.render(on.templates));
}

/// The name somebody gave, or the best there is for a name nobody changed.
std::string final_name(pages::SetupPasskeyPage const& page, KeySetup const& setup,
                       session::VerifiedRegistration const& made, Call const& call, Services& on)
{
    if (page.name != page.suggested)
        return page.name;
    auto const better = better_passkey_name(made_with(made, call, on), call);
    return better ? on.templates.translate(*better, call.language) : suggestion(setup, call, on);
}

/// The way on, for a form that was sent twice as for the first.
http::Response when_done(KeySetup const& setup, Call const& call, Services& on)
{
    auto const is_over = leads_to_list(setup.flow) && next_step(state_of(setup.flow, call, on)) == session::Step::done;
    return http::see_other(is_over ? list_after_adding(setup.word()) : way_on(setup.flow, call, on));
}

http::Response store_it(KeySetup& setup, session::VerifiedRegistration made, pages::SetupPasskeyPage page,
                        Call const& call, Services& on)
{
    auto const name = final_name(page, setup, made, call, on);
    auto const added = add_passkey({setup.flow, std::move(made), name}, setup.account.id, call, on);
    if (added)
        return after_set_up(setup.flow, session::Evidence::passkey(added->proof.value(), setup.flow.row.id, call.now),
                            setup.word(), call, on);
    switch (added.error()) {
    case NotAdded::too_many:
        return show_setup(std::move(page), too_many_passkeys(on), on);
    case NotAdded::exists:
        return show_setup(std::move(page), {"passkey_exists"}, on);
    case NotAdded::gone:
        break;
    }
    return http::see_other(present_address(setup.flow, call, on)); // secured by its owner, or another tab was faster
}

http::Response try_answer(KeySetup setup, pages::SetupPasskeyPage page, Call const& call, Services& on)
{
    auto const challenge = call.form.get("challenge");
    auto const credential = call.form.get("credential");
    auto made = session::PasskeyCheck{on}.verify_registration(
        {challenge, credential}, {setup.purpose(), setup.flow.row.id, setup.account.id}, call);
    if (made)
        return store_it(setup, std::move(*made), std::move(page), call, on);
    if (was_added_in(setup.flow, setup.account.id, credential, on)) // a double click, or the page loaded again
        return when_done(setup, call, on);
    auto const is_late = made.error() == session::PasskeyOutcome::Kind::expired;
    return show_setup(std::move(page), {is_late ? "passkey_expired" : "passkey_refused"}, on);
}

/// What the form brought. The name is looked at before the answer is used up: mending it needs no second ceremony.
http::Response read_form(KeySetup setup, Call const& call, Services& on)
{
    auto page = setup_passkey_page(setup, call, on);
    std::string const typed{trim(call.form.get("name"))};
    if (!typed.empty())
        page.name = typed;
    if (page.name == call.form.get("suggested")) // perhaps on another day, or in another language
        page.name = page.suggested;
    auto const credential = call.form.get("credential");
    if (auto const problem = find_name_problem(page.name)) {
        page.frame.errors = {{"name", std::string{*problem}}};
        page.challenge = call.form.get("challenge");
        page.credential = credential;
        return show(page.render(on.templates));
    }
    if (credential.empty()) // Enter, without JavaScript: the page says what is missing
        return show(page.render(on.templates));
    return try_answer(std::move(setup), std::move(page), call, on);
}

} // namespace

http::Response get_setup_passkey(Call const& call, Services& on)
{
    auto const flow = session::find_flow(call, on);
    if (!flow)
        return ask_for_proof({.page = wanted_kind(call, on), .is_change = true}, call, on);
    auto const setup = find_setup(*flow, call, on);
    if (!setup)
        return http::see_other(way_on(*flow, call, on));
    if (has_all_passkeys(setup->account.id, on))
        return http::see_other(own_factors);
    return show(setup_passkey_page(*setup, call, on).render(on.templates));
}

http::Response post_setup_passkey(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return leads_to_list(flow) ? http::see_other(own_factors) : session::cancel(flow, on);
    auto setup = find_setup(flow, call, on);
    return setup ? read_form(std::move(*setup), call, on) : http::see_other(way_on(flow, call, on));
}

http::Response get_setup_passkey_options(Call const& call, Services& on)
{
    auto const setup = find_setup(session::load_flow(call, on), call, on);
    return setup ? http::json(200, fresh_options(*setup, call, on)) : http::json(404, "{}");
}

} // namespace zugang::idp::second_factor
