#include "idp/pages/passkey.hpp"
#include "idp/pages/passkey_part.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context PasskeyPage::context() const
{
    auto context = frame_context(frame, {"passkey", templates::tr("Mit Passkey oder Sicherheitsschlüssel bestätigen")});
    context.text("account_name", account_name).text("options", options);
    context.flag("is_demanded", is_demanded).flag("may_put_off", may_put_off);
    context.flag("has_apps", has_apps).flag("has_recovery_codes", has_recovery_codes);
    add_passkey_messages(context, PasskeyPlace::prove);
    return context;
}

std::string PasskeyPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

templates::Context PasskeyUpgradePage::context() const
{
    auto context = frame_context(frame, {"passkey-upgrade", templates::tr("Nächstes Mal ohne Passwort")});
    context.text("options", options);
    return context;
}

std::string PasskeyUpgradePage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

} // namespace zugang::idp::pages
