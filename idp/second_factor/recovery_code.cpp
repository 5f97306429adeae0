#include "idp/second_factor/recovery_code.hpp"
#include "base/log.hpp"
#include "codes/read.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/recovery_code.hpp"
#include "idp/second_factor/asked.hpp"
#include "idp/session/check_recovery_code.hpp"
#include "idp/session/proceed.hpp"
#include "idp/throttle/throttle.hpp"
#include <algorithm>

namespace zugang::idp::second_factor {
namespace {

pages::RecoveryCodePage code_page(Asked const& asked, session::Flow const& flow, Call const& call, Services& on)
{
    pages::RecoveryCodePage page{.frame = make_frame(call, on)};
    page.frame.client_name = flow.client_name();
    page.account_name = session::display_name(asked.account);
    page.sample_code = codes::sample_code;
    page.has_apps = asked.has_apps;
    page.has_passkeys = asked.has_passkeys;
    page.has_codes = asked.has_recovery_codes;
    return page;
}

pages::FieldError error_of(codes::Misread const& misread)
{
    using Reason = codes::Misread::Reason;
    switch (misread.reason) {
    case Reason::empty:
        return {"code", "recovery_code_missing"};
    case Reason::too_short:
        return {"code", "recovery_code_too_short", templates::Text::number(misread.length)};
    case Reason::too_long:
        return {"code", "recovery_code_too_long", templates::Text::number(misread.length)};
    case Reason::foreign_character:
        return {"code", "recovery_code_character", templates::Text{misread.character}};
    case Reason::slip:
        return {"code", "recovery_code_slip"};
    case Reason::sample:
        return {"code", "recovery_code_sample"};
    case Reason::other_kind:
        return {"code",
                misread.kind == codes::Kind::activation ? "recovery_code_is_activation" : "recovery_code_is_one_time"};
    }
    return {"code", "recovery_code_unknown"};
}

pages::FieldError error_of(session::RecoveryCodeOutcome::Kind kind)
{
    switch (kind) {
    case session::RecoveryCodeOutcome::Kind::used:
        return {"code", "recovery_code_used"};
    case session::RecoveryCodeOutcome::Kind::voided:
        return {"code", "recovery_code_voided"};
    case session::RecoveryCodeOutcome::Kind::verified:
    case session::RecoveryCodeOutcome::Kind::unknown:
        break;
    }
    return {"code", "recovery_code_unknown"};
}

http::Response show_code_page_again(pages::RecoveryCodePage page, pages::FieldError error, Services& on)
{
    page.frame.errors = {std::move(error)};
    return show(page.render(on.templates));
}

http::Response show_code_wait(pages::RecoveryCodePage page, throttle::Wait const& wait, Services& on)
{
    page.frame.message = wait.why == throttle::Wait::Why::suspended
                             ? pages::Message{"recovery_code_suspended"}
                             : pages::Message{"too_many_attempts", throttle::wait_words(wait)};
    return throttle::show_wait(wait, page.render(on.templates));
}

/// Signed in; the page between tells how many codes are left. After the last one new ones are the next step anyway.
http::Response after_code(session::Flow const& flow, std::uint64_t left, Call const& call, Services& on)
{
    return proceed_by(left > 0 ? "/login/recovery-code/used" : "", flow, call, on);
}

/// The code is compared and used up; the page again where it was not taken.
http::Response use_code(throttle::Attempt const& attempt, codes::Code const& code, pages::RecoveryCodePage page,
                        Call const& call, Services& on)
{
    auto flow = session::load_flow(call, on);
    auto const append = [&](store::Connection& tx, session::VerifiedRecoveryCode const& proof) {
        append_evidence(tx, flow, {session::Evidence::recovery_code(proof, flow.row.id, call.now)}, call);
    };
    auto const outcome = session::RecoveryCodeCheck{on}.check(attempt, code, call.now, append);
    if (outcome.proof) {
        log::info("recovery_code_used", {{"account", attempt.account_id()}, {"code", outcome.proof->code_id()}});
        throttle::succeed(attempt, call, on);
        return after_code(flow, outcome.left, call, on);
    }
    flow = session::load_flow(call, on);
    if (!find_asked(flow, call, on)) // a double click: the first one got through while this one was under way
        return proceed(flow, call, on);
    log::info("recovery_code_refused", {{"account", attempt.account_id()}, {"reason", static_cast<int>(outcome.kind)}});
    return show_code_page_again(std::move(page), error_of(outcome.kind), on);
}

} // namespace

http::Response get_recovery_code(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const asked = find_asked(flow, call, on);
    if (!asked || !asked->takes_codes)
        return http::see_other(present_address(flow, call, on));
    return show(code_page(*asked, flow, call, on).render(on.templates));
}

http::Response post_recovery_code(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const flow = session::load_flow(call, on);
    if (session::is_cancelled(call))
        return session::cancel(flow, on);
    auto const asked = find_asked(flow, call, on);
    if (!asked || !asked->takes_codes) // a second click, or a form sent again, which begins no session
        return http::see_other(present_address(flow, call, on));
    auto page = code_page(*asked, flow, call, on);
    page.code = call.form.get("code");
    auto const code = codes::read(page.code, codes::Kind::recovery);
    if (!code) // no guess, and so no attempt
        return show_code_page_again(std::move(page), error_of(code.error()), on);
    auto const reservation = throttle::reserve_factor(throttle::Factor::recovery_code, asked->account.id, call, on);
    if (auto const* wait = std::get_if<throttle::Wait>(&reservation))
        return show_code_wait(std::move(page), *wait, on);
    return use_code(std::get<throttle::Attempt>(reservation), *code, std::move(page), call, on);
}

http::Response get_recovery_code_used(Call const& call, Services& on)
{
    auto const flow = session::load_flow(call, on);
    auto const state = state_of(flow, call, on);
    auto const subject = subject_of(state);
    auto const is_used = std::ranges::any_of(flow.evidence, [&](session::Evidence const& evidence) {
        return evidence.method == session::Method::recovery_code && evidence.account == subject;
    });
    if (flow.row.finished_at || !is_used)
        return http::see_other(present_address(flow, call, on));
    pages::RecoveryCodeUsedPage page{.frame = make_frame(call, on)};
    page.frame.client_name = flow.client_name();
    page.left = static_cast<std::uint64_t>(
        on.database.read([&](store::Connection& db) { return store::recovery_codes::count_unused(db, *subject); }));
    page.next = address_of(next_step(state), flow);
    return show(page.render(on.templates));
}

} // namespace zugang::idp::second_factor
