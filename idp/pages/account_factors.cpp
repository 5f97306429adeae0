#include "idp/pages/account_factors.hpp"
#include "templates/engine.hpp"
#include <stdexcept>

namespace zugang::idp::pages {
namespace {

constexpr std::uint64_t few_codes = 3;

templates::Text kept_on_words(KeptOn kept_on)
{
    switch (kept_on) {
    case KeptOn::unsaid:
        return {};
    case KeptOn::one_device:
        return templates::tr("Nur auf einem Gerät.");
    case KeptOn::unshared:
        return templates::tr("Nur auf einem Gerät. Dort können Sie einschalten, dass andere Geräte ihn auch bekommen.");
    case KeptOn::many_devices:
        return templates::tr("Auf allen Geräten, die Ihre Passkeys untereinander abgleichen.");
    }
    throw std::logic_error{"no such place of a passkey"};
}

templates::ContextList list_of(std::vector<ListedFactor> const& factors, bool is_only)
{
    templates::ContextList list;
    for (auto const& factor : factors) {
        templates::Context context;
        context.text("factor_id", factor.id).text("factor_name", factor.name);
        context.text("added_at", templates::date_words(factor.added_at));
        context.text("used_at", factor.used_at ? templates::date_words(*factor.used_at) : templates::Text{});
        context.text("kept_on", kept_on_words(factor.kept_on)).flag("is_only", is_only);
        list.push_back(std::move(context));
    }
    return list;
}

/// Whoever loses that device loses the account, unless there is a second way in.
bool is_on_one_device(ListedFactor const& passkey)
{
    return passkey.kept_on == KeptOn::one_device || passkey.kept_on == KeptOn::unshared;
}

void add_lists(templates::Context& context, AccountFactorsPage const& page)
{
    auto const passkeys = page.passkeys.size() + page.security_keys.size();
    auto const is_only = passkeys + page.apps.size() == 1;
    context.list("passkeys", list_of(page.passkeys, is_only)).flag("has_passkeys", !page.passkeys.empty());
    context.list("security_keys", list_of(page.security_keys, is_only));
    context.flag("has_security_keys", !page.security_keys.empty());
    context.flag("shows_security_keys", page.has_security_keys || !page.security_keys.empty());
    context.list("apps", list_of(page.apps, is_only)).flag("has_apps", !page.apps.empty());
    context.flag("has_factors", passkeys + page.apps.size() > 0);
    context.flag("needs_second_way", is_only && page.codes_left == 0 && page.passkeys.size() == 1 &&
                                         is_on_one_device(page.passkeys.front()));
    auto const has_room = passkeys < page.most_passkeys;
    context.flag("may_add_passkey", has_room).flag("may_add_security_key", has_room && page.has_security_keys);
    context.flag("too_many_passkeys", !has_room).flag("may_add_app", page.apps.size() < page.most_apps);
    context.text("passkey_limit", templates::trn("Mehr als {n} Passkey oder Sicherheitsschlüssel ist nicht möglich.",
                                                 "Mehr als {n} Passkeys und Sicherheitsschlüssel sind nicht möglich.",
                                                 page.most_passkeys));
    context.text("app_limit", templates::trn("Mehr als {n} Authenticator-App ist nicht möglich.",
                                             "Mehr als {n} Authenticator-Apps sind nicht möglich.", page.most_apps));
}

templates::Text rename_title(FactorKind kind)
{
    switch (kind) {
    case FactorKind::app:
        return templates::tr("Authenticator-App umbenennen");
    case FactorKind::passkey:
        return templates::tr("Passkey umbenennen");
    case FactorKind::security_key:
        return templates::tr("Sicherheitsschlüssel umbenennen");
    }
    throw std::logic_error{"no such kind of factor"};
}

templates::Text remove_title(FactorKind kind)
{
    switch (kind) {
    case FactorKind::app:
        return templates::tr("Authenticator-App entfernen");
    case FactorKind::passkey:
        return templates::tr("Passkey entfernen");
    case FactorKind::security_key:
        return templates::tr("Sicherheitsschlüssel entfernen");
    }
    throw std::logic_error{"no such kind of factor"};
}

} // namespace

templates::Context AccountFactorsPage::context() const
{
    auto context = frame_context(frame, {"account-factors", templates::tr("Ihre zweiten Faktoren")});
    context.text("account_name", account_name);
    add_lists(context, *this);
    context.flag("has_no_codes", codes_left == 0).flag("has_few_codes", codes_left > 0 && codes_left <= few_codes);
    context.flag("has_codes", codes_left > few_codes);
    context.text("codes_left", templates::trn("Sie haben noch {n} Wiederherstellungscode.",
                                              "Sie haben noch {n} Wiederherstellungscodes.", codes_left));
    auto const told = signals.value_or(PasskeySignals{});
    context.flag("has_signals", signals.has_value()).text("rp_id", told.rp_id).text("user_id", told.user_id);
    context.text("credential_ids", told.credential_ids).text("user_name", told.name);
    return context;
}

std::string AccountFactorsPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

templates::Context RenameFactorPage::context() const
{
    auto context = frame_context(frame, {"rename-factor", rename_title(kind)});
    add_field(context, frame, "name");
    context.text("factor", factor).text("former_name", former_name).text("name", name);
    return context;
}

std::string RenameFactorPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

templates::Context RemoveFactorPage::context() const
{
    auto context = frame_context(frame, {"remove-factor", remove_title(kind)});
    context.text("factor", factor).text("name", name).flag("is_last", is_last);
    context.flag("is_app", kind == FactorKind::app).flag("is_passkey", kind == FactorKind::passkey);
    context.flag("is_security_key", kind == FactorKind::security_key);
    return context;
}

std::string RemoveFactorPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
