#include "idp/pages/totp.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context TotpPage::context() const
{
    auto context = frame_context(frame, {"totp", templates::tr("Code aus der Authenticator-App")});
    add_field(context, frame, "code");
    context.text("account_name", account_name).text("issuer_name", issuer_name).text("code", code);
    context.flag("has_passkeys", has_passkeys).flag("has_recovery_codes", has_recovery_codes);
    return context;
}

std::string TotpPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

} // namespace zugang::idp::pages
