#include "idp/second_factor/totp.hpp"
#include "base/log.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/totp.hpp"
#include "idp/second_factor/asked.hpp"
#include "idp/second_factor/totp_words.hpp"
#include "idp/session/check_totp.hpp"
#include "idp/session/proceed.hpp"
#include "idp/throttle/throttle.hpp"

namespace zugang::idp::second_factor {
namespace {

pages::TotpPage totp_page(Asked const& asked, session::Flow const& flow, Call const& call, Services& on)
{
    pages::TotpPage page{.frame = make_frame(call, on)};
    page.frame.client_name = flow.client_name();
    page.account_name = session::display_name(asked.account);
    page.issuer_name = issuer_name(on.config);
    page.has_passkeys = asked.has_passkeys;
    page.has_recovery_codes = asked.has_recovery_codes;
    return page;
}

std::vector<pages::FieldError> errors_of(session::TotpOutcome const& outcome)
{
    switch (outcome.kind) {
    case session::TotpOutcome::Kind::verified:
        return {};
    case session::TotpOutcome::Kind::already_used:
        return {{"code", "totp_used"}};
    case session::TotpOutcome::Kind::drifted:
        return {code_error(*outcome.drift)};
    case session::TotpOutcome::Kind::wrong:
        return {{"code", "totp_wrong"}};
    }
    return {};
}

/// The code is compared and used up; the page again where it was not taken.
http::Response try_code(throttle::Attempt const& attempt, std::string_view code, pages::TotpPage page, Call const& call,
                        Services& on)
{
    auto flow = session::load_flow(call, on);
    auto const append = [&](store::Connection& tx, session::VerifiedTotp const& proof) {
        append_evidence(tx, flow, {session::Evidence::totp(proof, flow.row.id, call.now)}, call);
    };
    auto const outcome = session::TotpCheck{on}.check(attempt, code, call.now, append);
    if (outcome.proof) {
        throttle::succeed(attempt, call, on);
        return proceed(flow, call, on);
    }
    flow = session::load_flow(call, on);
    if (!find_asked(flow, call, on)) // a double click: the first one got through while this one was under way
        return proceed(flow, call, on);
    log::info("totp_refused", {{"account", attempt.account_id()}, {"reason", static_cast<int>(outcome.kind)}});
    page.frame.errors = errors_of(outcome);
    return show(page.render(on.templates));
}

} // namespace

http::Response get_totp(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const asked = find_asked(flow, call, on);
    if (!asked || !asked->has_apps || !asked->takes_codes)
        return http::see_other(present_address(flow, call, on));
    return show(totp_page(*asked, flow, call, on).render(on.templates));
}

http::Response post_totp(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return session::cancel(flow, on);
    auto const asked = find_asked(flow, call, on);
    if (!asked || !asked->has_apps || !asked->takes_codes)
        return http::see_other(present_address(flow, call, on));
    auto page = totp_page(*asked, flow, call, on);
    page.code = call.form.get("code");
    auto const code = totp::read_code(page.code);
    if (!code) { // no guess, and so no attempt
        page.frame.errors = {code_error(code.error())};
        return show(page.render(on.templates));
    }
    auto const reservation = throttle::reserve_factor(throttle::Factor::totp, asked->account.id, call, on);
    if (auto const* wait = std::get_if<throttle::Wait>(&reservation)) {
        page.frame.message = wait->why == throttle::Wait::Why::suspended
                                 ? pages::Message{"totp_suspended"}
                                 : pages::Message{"too_many_attempts", throttle::wait_words(*wait)};
        return throttle::show_wait(*wait, page.render(on.templates));
    }
    return try_code(std::get<throttle::Attempt>(reservation), *code, std::move(page), call, on);
}

} // namespace zugang::idp::second_factor
