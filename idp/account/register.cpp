#include "idp/account/register.hpp"
#include "base/email_address.hpp"
#include "base/text.hpp"
#include "idp/account/check_password_rules.hpp"
#include "idp/account/form_fields.hpp"
#include "idp/account/registration.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/register.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::account {
namespace {

struct RegistrationForm {
    std::string email;
    NewPassword password;
    bool accepts_terms = false;
    bool is_robot = false; // filled in the field that people do not see
};

/// Our box says "1"; "on" is what a box without a value says. Agreement is never read out of anything else.
bool is_ticked(std::string_view value)
{
    return value == "1" || value == "on";
}

RegistrationForm read_registration_form(Call const& call)
{
    return {.email = std::string{trim(call.form.get("email"))},
            .password = {Secret{call.form.get("password")}, Secret{call.form.get("password_repeat")}},
            .accepts_terms = is_ticked(call.form.get("accept_terms")),
            .is_robot = !call.form.get("website").empty()};
}

std::vector<pages::FieldError> find_errors(RegistrationForm const& form, Services& on)
{
    std::vector<pages::FieldError> errors;
    if (form.email.empty())
        errors.push_back({"email", "email_missing"});
    else if (!is_email_address(form.email))
        errors.push_back({"email", "email_invalid"});
    for (auto& error : check_password_rules(form.password, form.email, on))
        errors.push_back(std::move(error));
    if (!form.accepts_terms)
        errors.push_back({"accept_terms", "terms_missing"});
    return errors;
}

pages::RegisterPage register_page(session::Flow const& flow, Call const& call, Services& on)
{
    pages::RegisterPage page{.frame = make_frame(call, on)};
    page.frame.flow = flow.row.id;
    page.frame.client_name = flow.client_name();
    page.minimum_length = static_cast<std::size_t>(on.config.password.minimum_length);
    return page;
}

session::Flow begin_registration(Call const& call, Services& on)
{
    return on.database.write([&](store::Connection& tx) { return session::begin_flow(tx, std::nullopt, call, on); });
}

/// What the address field holds before anybody typed.
std::string known_email(session::Flow const& flow, Call const& call)
{
    if (call.query.has("correct") && flow.row.registered_email)
        return *flow.row.registered_email;
    auto const hint = flow.request ? flow.request->login_hint : "";
    return is_email_address(hint) ? hint : "";
}

} // namespace

http::Response get_register(Call const& call, Services& on)
{
    check_registration_open(on);
    auto const flow = session::find_flow(call, on);
    if (!flow) // the next request shows whether the browser keeps our cookie
        return http::see_other(begin_registration(call, on).address("/register"));
    auto page = register_page(*flow, call, on);
    page.email = known_email(*flow, call);
    return show(page.render(on.templates));
}

http::Response post_register(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto found = session::find_flow(call, on);
    auto const flow = found ? std::move(*found) : begin_registration(call, on);
    if (session::is_cancelled(call))
        return session::cancel(flow, on);
    check_registration_open(on);
    auto const form = read_registration_form(call);
    if (auto errors = find_errors(form, on); !errors.empty()) {
        auto page = register_page(flow, call, on);
        page.email = form.email;
        page.suggestion = suggest_email(form.email);
        page.accept_terms = form.accepts_terms;
        page.frame.errors = std::move(errors);
        return show(page.render(on.templates));
    }
    // One hash for every address, known or not: the time says nothing.
    auto const hash = on.hasher.hash(form.password.password);
    if (form.is_robot)
        on.database.write(
            [&](store::Connection& tx) { store::sign_in_flows::set_registered_email(tx, flow.row.id, form.email); });
    else
        store_registration({form.email, hash}, flow, call, on);
    return http::see_other(flow.address("/register/sent"));
}

} // namespace zugang::idp::account
