#include "idp/second_factor/account_factors_rename.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/second_factor/factor_change.hpp"
#include "idp/second_factor/factor_name.hpp"
#include "idp/session/proceed.hpp"

namespace zugang::idp::second_factor {
namespace {

constexpr auto gone = "/account/factors?gone=1";

std::string typed_name(Call const& call)
{
    auto const name = call.form.find("name");
    return std::string{trim(name ? *name : call.query.get("name"))};
}

session::OwnTarget target_of_rename(Call const& call)
{
    auto name = typed_name(call);
    return {.page = session::OwnPage::rename_factor,
            .level = oauth::Level::mfa,
            .is_change = true,
            .factor = factor_id(call),
            .name = find_name_problem(name) ? "" : std::move(name)};
}

pages::RenameFactorPage rename_page(store::factors::NamedFactor const& factor, Call const& call, Services& on)
{
    pages::RenameFactorPage page{.frame = make_frame(call, on)};
    page.frame.signed_in = true;
    page.frame.here = append_query("/account/factors/rename", {{"factor", factor.id}});
    page.kind = shown_kind(factor.kind);
    page.factor = factor.id;
    page.former_name = factor.name;
    return page;
}

} // namespace

http::Response get_rename_factor(Call const& call, Services& on)
{
    auto const session = find_changing(call, on);
    if (!session)
        return ask_for_proof(target_of_rename(call), call, on);
    auto const factor = find_named_factor(*session, call, on);
    if (!factor)
        return http::see_other(gone);
    auto page = rename_page(*factor, call, on);
    auto const typed = typed_name(call); // before somebody was asked to sign in again
    page.name = find_name_problem(typed) ? factor->name : typed;
    return show(page.render(on.templates));
}

http::Response post_rename_factor(Call const& call, Services& on)
{
    check_csrf(call, on);
    if (session::is_cancelled(call))
        return http::see_other(own_factors);
    auto const session = find_changing(call, on);
    if (!session)
        return ask_for_proof(target_of_rename(call), call, on);
    auto const factor = find_named_factor(*session, call, on);
    if (!factor)
        return http::see_other(gone);
    auto page = rename_page(*factor, call, on);
    page.name = typed_name(call);
    if (auto const problem = find_name_problem(page.name)) {
        page.frame.errors.push_back({"name", std::string{*problem}});
        return show(page.render(on.templates));
    }
    auto const renamed = on.database.write([&](store::Connection& tx) {
        return hold_account(tx, *session) && store::factors::rename(tx, factor->id, session->account.id, page.name);
    });
    if (!renamed)
        return http::see_other(gone);
    log::info("factor_renamed", {{"account", session->account.id}, {"factor", factor->id}});
    return http::see_other("/account/factors?renamed=1");
}

} // namespace zugang::idp::second_factor
