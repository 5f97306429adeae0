#include "idp/pages/setup_passkey.hpp"
#include "idp/pages/passkey_part.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context SetupPasskeyPage::context() const
{
    auto context =
        frame_context(frame, {"setup-passkey", is_security_key ? templates::tr("Sicherheitsschlüssel einrichten")
                                                               : templates::tr("Passkey einrichten")});
    add_field(context, frame, "name");
    context.flag("is_security_key", is_security_key).text("kind", {is_security_key ? "security_key" : "passkey"});
    context.text("name", name).text("suggested", suggested);
    context.text("challenge", challenge).text("options", options).text("credential", credential);
    context.flag("needs_hardware", needs_hardware).flag("offers_totp", offers_totp);
    context.flag("offers_other_kind", offers_other_kind)
        .flag("is_choice", is_choice)
        .flag("is_second_way", is_second_way);
    context.flag("has_other_ways", offers_totp || offers_other_kind || is_choice || is_second_way);
    auto const refresh = std::string{"/setup/passkey/options"} + (is_security_key ? "?kind=security_key" : "");
    context.text("refresh", frame.link(refresh)).text("setup_totp", frame.link("/setup/totp"));
    context.text("other_kind", frame.link(is_security_key ? "/setup/passkey" : "/setup/passkey?kind=security_key"));
    add_passkey_messages(context, PasskeyPlace::enrol);
    return context;
}

std::string SetupPasskeyPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

} // namespace zugang::idp::pages
