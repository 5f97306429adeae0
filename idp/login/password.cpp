#include "idp/login/password.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/login/page.hpp"
#include "idp/session/check_password.hpp"
#include "idp/session/proceed.hpp"
#include "idp/throttle/throttle.hpp"

namespace zugang::idp::login {
namespace {

constexpr std::size_t longest_name = 320;      // bytes; longer than any e-mail address
constexpr std::size_t longest_password = 1024; // bytes; checked before any hashing

/// Whose password is asked for again: somebody is signed in, and the request wants a newer proof.
bool is_asked_again(session::Flow const& flow, session::SignInState const& state)
{
    return flow.session && subject_of(state) == flow.session->account.id;
}

/// What the name field holds before anybody typed: the address just registered here, whoever is signed in, else the
/// client's hint.
std::string known_name(session::Flow const& flow, session::SignInState const& state)
{
    if (flow.row.registered_email)
        return *flow.row.registered_email;
    if (is_asked_again(flow, state))
        return flow.session->display_name();
    return flow.request ? flow.request->login_hint : "";
}

/// What is said before anybody typed.
std::optional<pages::Message> message_for(session::Flow const& flow, session::SignInState const& state,
                                          Call const& call)
{
    if (call.query.has("confirmed"))
        return pages::Message{"email_confirmed"};
    if (call.query.has("wrong_account"))
        return pages::Message{"wrong_account"};
    if (flow.request && flow.request->expected_subject)
        return pages::Message{"expected_account"};
    if (is_asked_again(flow, state) && !call.query.has("other_account"))
        return pages::Message{"sign_in_again"};
    return std::nullopt;
}

struct LoginForm {
    std::string name;
    Secret password;
};

LoginForm read_form(Call const& call)
{
    return {std::string{trim(call.form.get("username"))}, Secret{call.form.get("password")}};
}

std::vector<pages::FieldError> missing_fields(LoginForm const& form)
{
    std::vector<pages::FieldError> errors;
    if (form.name.empty())
        errors.push_back({"username", "username_missing"});
    if (form.password.empty())
        errors.push_back({"password", "password_missing"});
    return errors;
}

/// The page again, with what was typed and the reason; the answer to a wrong name and a wrong password is the same.
http::Response ask_again(pages::LoginPage page, session::PasswordOutcome::Kind kind, Services& on)
{
    switch (kind) {
    case session::PasswordOutcome::Kind::unconfirmed:
        page.frame.message = pages::Message{"email_not_confirmed"};
        page.offer_resend = true;
        break;
    case session::PasswordOutcome::Kind::disabled:
        page.frame.message = pages::Message{"account_disabled"};
        break;
    case session::PasswordOutcome::Kind::wrong:
    case session::PasswordOutcome::Kind::verified:
        page.frame.message = pages::Message{"wrong_credentials"};
        break;
    }
    return show(page.render(on.templates));
}

/// The page again, telling how long to wait; the same for a name nobody has.
http::Response ask_to_wait(pages::LoginPage page, throttle::Wait const& wait, Services& on)
{
    bool const is_closed = wait.why == throttle::Wait::Why::closed;
    page.frame.message =
        is_closed ? pages::Message{"device_unknown"} : pages::Message{"too_many_attempts", throttle::wait_words(wait)};
    page.offer_unlock = true;
    return throttle::show_wait(wait, page.render(on.templates));
}

void remember_unconfirmed(session::Flow const& flow, session::PasswordOutcome const& outcome, Services& on)
{
    if (outcome.kind != session::PasswordOutcome::Kind::unconfirmed || !outcome.account->email)
        return;
    on.database.write([&](store::Connection& tx) { // "send again" on this page goes to this address
        store::sign_in_flows::set_registered_email(tx, flow.row.id, *outcome.account->email);
    });
}

/// What is remembered of a right password, and the next step.
http::Response go_on(session::Flow& flow, session::VerifiedPassword const& proof, Secret const& password,
                     Call const& call, Services& on)
{
    auto const is_known = on.is_common_password && on.is_common_password(password.reveal());
    session::EvidenceList evidence;
    if (call.form.get("can_upgrade") == "1")
        evidence.push_back(
            session::Evidence::deed(session::Method::upgrade_possible, proof.account(), flow.row.id, call.now));
    evidence.push_back(is_known ? session::Evidence::known_password(proof, flow.row.id, call.now)
                                : session::Evidence::password(proof, flow.row.id, call.now)); // last: what was proved
    append_evidence(flow, evidence, call, on);
    return proceed(flow, call, on);
}

} // namespace

http::Response get_login(Call const& call, Services& on)
{
    auto const flow = session::find_flow(call, on);
    if (!flow) { // a bookmark: a sign-in to our own pages
        auto const begun =
            on.database.write([&](store::Connection& tx) { return session::begin_flow(tx, std::nullopt, call, on); });
        return http::see_other(begun.address("/login"));
    }
    auto const state = state_of(*flow, call, on);
    auto const step = next_step(state);
    auto const shows_form = step == session::Step::sign_in || step == session::Step::create_account;
    if (flow->row.finished_at)
        return http::see_other(flow->address("/"));
    if (!shows_form && !call.query.has("other_account") && !call.query.has("wrong_account"))
        return http::see_other(session::address_of(step, *flow));
    auto page = make_login_page(*flow, call, on);
    page.username = call.query.has("other_account") ? "" : known_name(*flow, state);
    page.frame.message = message_for(*flow, state, call);
    return show(page.render(on.templates));
}

http::Response post_login(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return session::cancel(flow, on);
    if (flow.row.finished_at) // a second submit of a sign-in that is through
        return http::see_other(flow.address("/"));
    auto const form = read_form(call);
    auto page = make_login_page(flow, call, on);
    page.username = form.name;
    page.frame.errors = missing_fields(form);
    if (!page.frame.errors.empty())
        return show(page.render(on.templates));
    if (form.name.size() > longest_name || form.password.bytes().size() > longest_password)
        return ask_again(std::move(page), session::PasswordOutcome::Kind::wrong, on);
    auto const reserved = throttle::reserve_password(form.name, call, on);
    if (auto const* const wait = std::get_if<throttle::Wait>(&reserved))
        return ask_to_wait(std::move(page), *wait, on);
    auto const& attempt = std::get<throttle::Attempt>(reserved);
    auto const outcome = session::PasswordCheck{on}.check(attempt, form.password);
    if (outcome.kind != session::PasswordOutcome::Kind::wrong)
        throttle::succeed(attempt, call, on);
    if (!outcome.proof) {
        log::info("sign_in_refused", {{"reason", static_cast<int>(outcome.kind)}});
        remember_unconfirmed(flow, outcome, on);
        return ask_again(std::move(page), outcome.kind, on);
    }
    return go_on(flow, *outcome.proof, form.password, call, on);
}

} // namespace zugang::idp::login
