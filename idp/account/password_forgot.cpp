#include "idp/account/password_forgot.hpp"
#include "base/text.hpp"
#include "idp/account/mailed_link.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/link_token.hpp"
#include "idp/pages/password_forgot.hpp"
#include "idp/session/flow.hpp"

namespace zugang::idp::account {
namespace {

constexpr std::size_t longest_name = 320; // bytes; longer than any e-mail address

void mail_reset_link(std::string const& name, std::string const& flow, Call const& call, Services& on)
{
    LinkToMail const wanted{
        .kind = store::MailLinkKind::reset_password,
        .path = "/link/reset-password",
        .lifetime = reset_lifetime,
        .budget = MailBudget::asked,
        .render =
            [&](std::string const& username, std::string const& link, templates::Language language) {
                return mail::PasswordResetMail{.username = username, .link = link, .valid_for = reset_lifetime}.render(
                    on.templates, language);
            },
    };
    mail_link(wanted, name, flow, call, on);
}

} // namespace

http::Response get_password_forgot(Call const& call, Services& on)
{
    auto const flow = session::find_flow(call, on);
    auto frame = make_frame(call, on);
    frame.client_name = flow ? flow->client_name() : "";
    if (call.query.has("sent")) {
        pages::PasswordForgotSentPage const sent{.frame = std::move(frame), .valid_for = reset_lifetime};
        return show(sent.render(on.templates));
    }
    pages::PasswordForgotPage page{.frame = std::move(frame)};
    page.username = flow ? flow->row.registered_email.value_or("") : "";
    return show(page.render(on.templates));
}

http::Response post_password_forgot(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const flow = session::find_flow(call, on);
    auto const name = std::string{trim(call.form.get("username"))};
    if (name.empty()) {
        pages::PasswordForgotPage page{.frame = make_frame(call, on)};
        page.frame.client_name = flow ? flow->client_name() : "";
        page.frame.errors.push_back({"username", "username_missing"});
        return show(page.render(on.templates));
    }
    auto const flow_id = flow ? flow->row.id : "";
    if (name.size() <= longest_name) // nobody is called anything longer
        mail_reset_link(name, flow_id, call, on);
    return http::see_other(flow ? flow->address("/password/forgot?sent=1") : "/password/forgot?sent=1");
}

http::Response get_change_password(Call const&, Services&)
{
    return http::see_other("/password/forgot");
}

} // namespace zugang::idp::account
