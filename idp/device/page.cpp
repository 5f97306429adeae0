#include "idp/device/page.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/device/decide.hpp"
#include "idp/device/ticket.hpp"
#include "idp/device/user_code.hpp"
#include "idp/pages/device.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::device {
namespace {

constexpr Duration problem_lifetime = std::chrono::minutes{10};

pages::Frame device_frame(Call const& call, Services& on)
{
    auto frame = make_frame(call, on);
    frame.signed_in = true;
    return frame;
}

session::OwnTarget device_target(std::string const& user_code, oauth::Level level = oauth::Level::none)
{
    return {.page = session::OwnPage::device, .user_code = user_code, .level = level};
}

http::Response sign_in_first(session::OwnTarget const& target, Call const& call, Services& on)
{
    auto const flow =
        on.database.write([&](store::Connection& tx) { return session::begin_flow_to(tx, target, call, on); });
    return http::see_other(flow.address("/login"));
}

http::Response go_to(std::string const& path, Ticket const& ticket, session::Session const& person, Services& on)
{
    return http::see_other(append_query(path, {{"ticket", seal_ticket(ticket, person.account.id, on)}}));
}

http::Response ask_again(Ticket const& wrong, session::Session const& person, Services& on)
{
    return go_to("/device", wrong, person, on);
}

/// The ticket of a code that is open or decided.
Ticket known_code(std::string const& user_code, TypedCode const& code)
{
    return {.typed = user_code, .until = code.row->expires_at};
}

Ticket unknown_code(std::string const& user_code, Call const& call)
{
    return {Ticket::Kind::wrong, grouped(user_code), "user_code_unknown", call.now + problem_lifetime};
}

/// What both forms begin with: who is there, and which code. `go_on` gets a code that waits for a decision.
template <class F>
http::Response with_typed_code(Call const& call, Services& on, F go_on)
{
    check_csrf(call, on);
    if (session::is_cancelled(call))
        return http::see_other("/");
    auto const typed = call.form.get("user_code");
    auto const user_code = parse_user_code(typed);
    auto const person = session::find_session(call, on);
    if (!person)
        return sign_in_first(device_target(user_code.value_or("")), call, on);
    if (!user_code) {
        auto const is_empty = trim(typed).empty();
        return ask_again({Ticket::Kind::wrong, is_empty ? "" : typed,
                          is_empty ? "user_code_missing" : "user_code_invalid", call.now + problem_lifetime},
                         *person, on);
    }
    auto const code = look_up(*user_code, *person, call, on);
    switch (code.kind) {
    case TypedCode::Kind::throttled:
        return ask_again({Ticket::Kind::wrong, grouped(*user_code), "too_many_attempts", *code.free_at}, *person, on);
    case TypedCode::Kind::unknown:
        return ask_again(unknown_code(*user_code, call), *person, on);
    case TypedCode::Kind::decided: // a second click
        return go_to("/device/done", known_code(*user_code, code), *person, on);
    case TypedCode::Kind::open: {
        // As much as the client, the account and the policy demand of anybody who signs in to it.
        auto const target = device_target(*user_code, code.client->minimum_level);
        if (!session::suffices_for(target, *person, call, on))
            return sign_in_first(target, call, on);
        return go_on(*user_code, code, *person);
    }
    }
    throw std::logic_error{"unknown kind of code"};
}

void show_problem(pages::DevicePage& page, Ticket const& wrong, Instant now)
{
    page.user_code = wrong.typed;
    if (wrong.problem == "too_many_attempts")
        page.frame.message = pages::Message{wrong.problem, templates::duration_words(wrong.until - now)};
    else
        page.frame.errors.push_back({"user_code", wrong.problem});
}

/// What both pages after the typing begin with: who is there, and the code that was typed. `go_on` gets one that is
/// open or decided.
template <class F>
http::Response with_known_code(Call const& call, Services& on, F go_on)
{
    auto const person = session::find_session(call, on);
    if (!person)
        return sign_in_first(device_target(""), call, on);
    auto const ticket = open_ticket(Ticket::Kind::known, person->account.id, call, on);
    if (!ticket) // another person's, or the code has expired
        return http::see_other("/device");
    auto const code = look_up_again(ticket->typed, *person, call, on);
    if (code.kind == TypedCode::Kind::unknown) // somebody else has decided
        return ask_again(unknown_code(ticket->typed, call), *person, on);
    return go_on(ticket->typed, code, *person);
}

} // namespace

http::Response get_device(Call const& call, Services& on)
{
    auto const user_code = parse_user_code(call.query.get("user_code")).value_or("");
    auto const person = session::find_session(call, on);
    if (!person)
        return sign_in_first(device_target(user_code), call, on);
    // A code that came with the address is filled in and no more: whoever sent the link must not decide (RFC 8628
    // §5.4).
    pages::DevicePage page{.frame = device_frame(call, on), .user_code = user_code.empty() ? "" : grouped(user_code)};
    if (auto const wrong = open_ticket(Ticket::Kind::wrong, person->account.id, call, on))
        show_problem(page, *wrong, call.now);
    return show(page.render(on.templates));
}

http::Response post_device(Call const& call, Services& on)
{
    return with_typed_code(call, on,
                           [&](std::string const& user_code, TypedCode const& code, session::Session const& person) {
                               return go_to("/device/confirm", known_code(user_code, code), person, on);
                           });
}

http::Response get_device_confirm(Call const& call, Services& on)
{
    return with_known_code(call, on,
                           [&](std::string const& user_code, TypedCode const& code, session::Session const& person) {
                               if (code.kind == TypedCode::Kind::decided) // Back, after the decision
                                   return go_to("/device/done", known_code(user_code, code), person, on);
                               pages::DeviceConfirmPage const page{.frame = device_frame(call, on),
                                                                   .client_name = code.client->name,
                                                                   .account_name = person.display_name(),
                                                                   .user_code = grouped(user_code),
                                                                   .scopes = split_words(code.row->scope)};
                               return show(page.render(on.templates));
                           });
}

http::Response post_device_decision(Call const& call, Services& on)
{
    return with_typed_code(call, on,
                           [&](std::string const& user_code, TypedCode const& code, session::Session const& person) {
                               auto const decision = call.form.get("decision");
                               if (decision != "allow" && decision != "deny")
                                   return go_to("/device/confirm", known_code(user_code, code), person, on);
                               auto const verdict = decision == "allow" ? Verdict::allow : Verdict::deny;
                               if (!decide(code, verdict, person, call, on))
                                   return ask_again(unknown_code(user_code, call), person, on);
                               return go_to("/device/done", known_code(user_code, code), person, on);
                           });
}

http::Response get_device_done(Call const& call, Services& on)
{
    return with_known_code(call, on,
                           [&](std::string const& user_code, TypedCode const& code, session::Session const& person) {
                               if (code.kind == TypedCode::Kind::open)
                                   return go_to("/device/confirm", known_code(user_code, code), person, on);
                               pages::DeviceDonePage const page{.frame = device_frame(call, on),
                                                                .client_name = code.client->name,
                                                                .allowed = code.row->grant_id.has_value()};
                               return show(page.render(on.templates));
                           });
}

} // namespace zugang::idp::device
