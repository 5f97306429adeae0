#include "idp/notices/notices.hpp"
#include "base/log.hpp"
#include "base/url.hpp"
#include "idp/call/link_token.hpp"
#include "idp/call/mail_queue.hpp"
#include "store/accounts.hpp"
#include <array>
#include <stdexcept>

namespace zugang::idp::notices {
namespace {

constexpr std::array every_kind{Kind::factor_added,  Kind::factor_removed,   Kind::recovery_code_used, Kind::new_device,
                                Kind::many_failures, Kind::password_changed, Kind::passkey_copied};

store::MailLink not_me_link(Notice const& notice, std::string const& email, std::string const& token, Instant now)
{
    store::MailLink link{};
    link.token_hash = link_hash(token).value();
    link.kind = store::MailLinkKind::not_me;
    link.account_id = notice.account_id;
    link.email = email;
    link.created_at = now;
    link.expires_at = now + Duration{not_me_lifetime};
    link.notice = std::string{name_of(notice.kind)};
    if (!notice.factor_id.empty())
        link.subject = notice.factor_id;
    return link;
}

bool was_told_lately(store::Connection& tx, Notice const& notice, Instant now)
{
    auto const can_be_caused_at_will = notice.kind == Kind::many_failures || notice.kind == Kind::passkey_copied;
    return can_be_caused_at_will && store::mail_links::count_notices_since(tx, notice.account_id, name_of(notice.kind),
                                                                           now - Duration{notice_interval}) > 0;
}

} // namespace

void queue(store::Connection& tx, Notice const& notice, Instant now, Services& on)
{
    queue(tx, notice, {on.config, on.templates, {on.sealer, on.random, now}});
}

void queue(store::Connection& tx, Notice const& notice, Tools const& tools)
{
    auto const now = tools.queue.now;
    auto const account = store::accounts::find(tx, notice.account_id);
    if (!account || !account->email || !account->email_verified_at || was_told_lately(tx, notice, now))
        return;
    auto const token = mint_link_token(tools.queue.random);
    store::mail_links::insert(tx, not_me_link(notice, *account->email, token, now));
    mail::NoticeMail const mail{.kind = notice.kind,
                                .at = now,
                                .what = notice.what,
                                .codes_left = notice.codes_left,
                                .not_me_link = append_query(tools.config.address("/link/not-me"), {{"id", token}}),
                                .valid_for = not_me_lifetime};
    auto const language = templates::find_language(account->language).value_or(templates::Language::de);
    // A warning: outside the limits of mails that anybody can ask for.
    queue_mail(tx, {*account->email, mail.render(tools.templates, language), MailBudget::notice}, tools.queue);
    log::info("notice", {{"account", account->id}, {"kind", name_of(notice.kind)}});
}

templates::Text factor_words(store::factors::Kind kind, std::string const& name)
{
    switch (kind) {
    case store::factors::Kind::totp:
        return templates::Text{name};
    case store::factors::Kind::passkey:
        return templates::tr("Passkey „{name}“").with("name", templates::Text{name});
    case store::factors::Kind::security_key:
        return templates::tr("Sicherheitsschlüssel „{name}“").with("name", templates::Text{name});
    }
    throw std::logic_error{"no such kind of factor"};
}

std::string_view name_of(Kind kind)
{
    switch (kind) {
    case Kind::factor_added:
        return "factor_added";
    case Kind::factor_removed:
        return "factor_removed";
    case Kind::recovery_code_used:
        return "recovery_code_used";
    case Kind::new_device:
        return "new_device";
    case Kind::many_failures:
        return "many_failures";
    case Kind::password_changed:
        return "password_changed";
    case Kind::passkey_copied:
        return "passkey_copied";
    }
    throw std::logic_error{"no such kind of notice"};
}

std::optional<Kind> find_kind(std::string_view name)
{
    for (auto const kind : every_kind) {
        if (name_of(kind) == name)
            return kind;
    }
    return std::nullopt;
}

} // namespace zugang::idp::notices
