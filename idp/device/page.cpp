#include "idp/device/page.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/device/decide.hpp"
#include "idp/device/user_code.hpp"
#include "idp/pages/device.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::device {
namespace {

/// The page as an address, with the code where there is one: where language links and a sign-in lead back to.
std::string here_with(std::string const& user_code)
{
    return user_code.empty() ? "/device" : append_query("/device", {{"user_code", grouped(user_code)}});
}

pages::Frame device_frame(std::string const& user_code, Call const& call, Services& on)
{
    auto frame = make_frame(call, on);
    frame.here = here_with(user_code);
    frame.signed_in = true;
    return frame;
}

http::Response sign_in_first(std::string const& user_code, Call const& call, Services& on)
{
    session::OwnTarget const target{session::OwnPage::device, user_code};
    auto const flow =
        on.database.write([&](store::Connection& tx) { return session::begin_flow_to(tx, target, call, on); });
    return http::see_other(flow.address("/login"));
}

http::Response ask_again(std::string const& typed, pages::FieldError error, Call const& call, Services& on)
{
    pages::DevicePage page{.frame = device_frame("", call, on), .user_code = typed};
    page.frame.errors.push_back(std::move(error));
    return show(page.render(on.templates));
}

http::Response ask_later(std::string const& typed, Instant free_at, Call const& call, Services& on)
{
    pages::DevicePage page{.frame = device_frame("", call, on), .user_code = typed};
    page.frame.message = pages::Message{"too_many_attempts", templates::duration_words(free_at - call.now)};
    return show(page.render(on.templates));
}

http::Response show_done(TypedCode const& code, bool allowed, Call const& call, Services& on)
{
    pages::DeviceDonePage const page{
        .frame = device_frame("", call, on), .client_name = code.client->name, .allowed = allowed};
    return show(page.render(on.templates));
}

http::Response ask_decision(std::string const& user_code, TypedCode const& code, session::Session const& person,
                            Call const& call, Services& on)
{
    pages::DeviceConfirmPage const page{.frame = device_frame(user_code, call, on),
                                        .client_name = code.client->name,
                                        .account_name = person.display_name(),
                                        .user_code = grouped(user_code),
                                        .scopes = split_words(code.row->scope)};
    return show(page.render(on.templates));
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
        return sign_in_first(user_code.value_or(""), call, on);
    if (!user_code) {
        auto const is_empty = trim(typed).empty();
        return ask_again(is_empty ? "" : typed, {"user_code", is_empty ? "user_code_missing" : "user_code_invalid"},
                         call, on);
    }
    auto const code = look_up(*user_code, *person, call, on);
    switch (code.kind) {
    case TypedCode::Kind::throttled:
        return ask_later(grouped(*user_code), *code.free_at, call, on);
    case TypedCode::Kind::unknown:
        return ask_again(grouped(*user_code), {"user_code", "user_code_unknown"}, call, on);
    case TypedCode::Kind::decided: // a second click, or Back
        return show_done(code, code.row->grant_id.has_value(), call, on);
    case TypedCode::Kind::open:
        return go_on(*user_code, code, *person);
    }
    throw std::logic_error{"unknown kind of code"};
}

} // namespace

http::Response get_device(Call const& call, Services& on)
{
    auto const user_code = parse_user_code(call.query.get("user_code")).value_or("");
    if (!session::find_session(call, on))
        return sign_in_first(user_code, call, on);
    // A code that came with the address is filled in and no more: whoever sent the link must not decide (RFC 8628
    // §5.4).
    pages::DevicePage const page{.frame = device_frame(user_code, call, on),
                                 .user_code = user_code.empty() ? "" : grouped(user_code)};
    return show(page.render(on.templates));
}

http::Response post_device(Call const& call, Services& on)
{
    return with_typed_code(call, on,
                           [&](std::string const& user_code, TypedCode const& code, session::Session const& person) {
                               return ask_decision(user_code, code, person, call, on);
                           });
}

http::Response post_device_decision(Call const& call, Services& on)
{
    return with_typed_code(call, on,
                           [&](std::string const& user_code, TypedCode const& code, session::Session const& person) {
                               auto const decision = call.form.get("decision");
                               if (decision != "allow" && decision != "deny")
                                   return ask_decision(user_code, code, person, call, on);
                               auto const verdict = decision == "allow" ? Verdict::allow : Verdict::deny;
                               if (!decide(code, verdict, person, call, on))
                                   return ask_again(grouped(user_code), {"user_code", "user_code_unknown"}, call, on);
                               return show_done(code, verdict == Verdict::allow, call, on);
                           });
}

} // namespace zugang::idp::device
