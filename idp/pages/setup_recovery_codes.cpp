#include "idp/pages/setup_recovery_codes.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context SetupRecoveryCodesPage::context() const
{
    auto context = frame_context(frame, {"recovery-codes", templates::tr("Was, wenn Sie Ihr Telefon verlieren?")});
    context.text("former", former).flag("has_unused", unused > 0);
    context.text(
        "unused_words",
        templates::trn("Sie haben noch {n} unbenutzten Code. Wenn Sie neue Codes erstellen, gilt er nicht mehr.",
                       "Sie haben noch {n} unbenutzte Codes. Wenn Sie neue Codes erstellen, gelten sie nicht "
                       "mehr.",
                       unused));
    context.flag("shown_now", shown_now).flag("shown_before", shown_before).flag("may_put_off", may_put_off);
    context.flag("has_one_device", has_one_device).text("setup_totp", frame.link("/setup/totp"));
    context.text("setup_passkey", frame.link("/setup/passkey"));
    return context;
}

std::string SetupRecoveryCodesPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

templates::Context RecoveryCodesPage::context() const
{
    auto context = frame_context(frame, {"recovery-codes", templates::tr("Ihre zehn Codes")});
    templates::ContextList items;
    for (auto const& code : codes)
        items.push_back(templates::Context{}.text("recovery_code", code));
    context.list("recovery_codes", std::move(items));
    context.text("set", set).text("account_name", account_name).text("service_host", service_host);
    context.text("created_at", templates::date_words(created_at));
    return context;
}

std::string RecoveryCodesPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

} // namespace zugang::idp::pages
