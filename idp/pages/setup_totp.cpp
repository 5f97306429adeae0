#include "idp/pages/setup_totp.hpp"
#include "templates/engine.hpp"
#include "templates/qr_code.hpp"

namespace zugang::idp::pages {

templates::Context SetupTotpPage::context() const
{
    auto context = frame_context(frame, {"setup-totp", templates::tr("Authenticator-App einrichten")});
    add_field(context, frame, "code");
    add_field(context, frame, "name");
    context.html("qr_code", templates::qr_code(otpauth_uri)).text("otpauth_uri", otpauth_uri);
    context.text("account_name", account_name).text("key_in_groups", key_in_groups).flag("on_phone", on_phone);
    context.text("code", code).text("name", name);
    return context;
}

std::string SetupTotpPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

} // namespace zugang::idp::pages
