#include "idp/account/register_sent.hpp"
#include "base/email_address.hpp"
#include "base/json.hpp"
#include "idp/account/form_fields.hpp"
#include "idp/account/registration.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/link_token.hpp"
#include "idp/call/mail_queue.hpp"
#include "idp/pages/register_sent.hpp"

namespace zugang::idp::account {
namespace {

constexpr std::int64_t mails_a_day = 6; // the first, and five more

pages::RegisterSentPage sent_page(session::Flow const& flow, Call const& call, Services& on)
{
    // The end is counted from the sign-in's beginning: the same for known and unknown addresses, and never too late.
    pages::RegisterSentPage page{.frame = make_frame(call, on),
                                 .email = flow.row.registered_email.value_or(""),
                                 .valid_until = flow.row.created_at + Duration{confirmation_lifetime}};
    page.frame.flow = flow.row.id;
    page.frame.client_name = flow.client_name();
    page.valid_for = confirmation_lifetime;
    page.suggestion = suggest_email(page.email);
    page.sender = on.config.mail.sender_address();
    return page;
}

/// Why no further mail is sent now, if so. Counts mails and blanks alike: the same for known and unknown addresses.
std::optional<pages::Message> resend_refusal(std::string const& email, Call const& call, Services& on)
{
    Duration const pause = on.config.limits.resend_after;
    return on.database.read([&](store::Connection& db) -> std::optional<pages::Message> {
        if (count_queued(db, email, call.now - pause, on) > 0)
            return pages::Message{"resend_too_early", templates::duration_words(pause)};
        if (count_queued(db, email, call.now - std::chrono::hours{24}, on) >= mails_a_day)
            return pages::Message{"mail_limit"};
        return std::nullopt;
    });
}

} // namespace

http::Response get_register_sent(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    if (!flow.row.registered_email)
        return http::see_other(flow.address("/register"));
    if (is_confirmed(flow, on))
        return http::see_other(flow.address("/login?confirmed=1"));
    auto page = sent_page(flow, call, on);
    if (call.query.has("check"))
        page.frame.message = pages::Message{"not_confirmed_yet"};
    if (call.query.has("resent"))
        page.frame.message = pages::Message{"email_resent"};
    return show(page.render(on.templates));
}

http::Response get_register_state(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    return http::json(200, JsonObject{}.add("confirmed", is_confirmed(flow, on)).str());
}

http::Response post_register_resend(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const flow = session::load_flow(call, on);
    if (!flow.row.registered_email)
        return http::see_other(flow.address("/register"));
    if (is_confirmed(flow, on))
        return http::see_other(flow.address("/login?confirmed=1"));
    if (auto refusal = resend_refusal(*flow.row.registered_email, call, on)) {
        auto page = sent_page(flow, call, on);
        page.frame.here = flow.address("/register/sent");
        page.frame.message = std::move(refusal);
        return show(page.render(on.templates));
    }
    resend_registration(flow, call, on);
    return http::see_other(flow.address("/register/sent?resent=1"));
}

} // namespace zugang::idp::account
