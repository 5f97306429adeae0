#include "idp/pages/recovery_code.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context RecoveryCodePage::context() const
{
    auto context = frame_context(frame, {"recovery-code", templates::tr("Anmelden ohne Ihr Telefon")});
    add_field(context, frame, "code");
    context.text("account_name", account_name).text("sample_code", sample_code).text("code", code);
    context.flag("has_apps", has_apps).flag("has_passkeys", has_passkeys).flag("has_codes", has_codes);
    return context;
}

std::string RecoveryCodePage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

templates::Context RecoveryCodeUsedPage::context() const
{
    auto context = frame_context(frame, {"recovery-code-used", templates::tr("Der Code ist jetzt verbraucht")});
    context.text("left_words", templates::trn("Sie haben noch {n} Wiederherstellungscode.",
                                              "Sie haben noch {n} Wiederherstellungscodes.", left));
    context.text("next", next);
    return context;
}

std::string RecoveryCodeUsedPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

} // namespace zugang::idp::pages
