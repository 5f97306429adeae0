#include "idp/pages/login.hpp"
#include "idp/pages/passkey_part.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context LoginPage::context() const
{
    auto context = frame_context(frame, {"login", templates::tr("Anmeldung")});
    add_field(context, frame, "username");
    add_field(context, frame, "password");
    // Where a wrong pair was typed no field alone is wrong, but both are to be looked at again.
    context.flag("wrong_pair", frame.message && frame.message->code == "wrong_credentials");
    // Where waiting helps, typing again is what most people will do; where it does not, the link is the way.
    bool const can_wait = frame.message && frame.message->code == "too_many_attempts";
    context.flag("unlock_first", offer_unlock && !can_wait).flag("unlock_later", offer_unlock && can_wait);
    context.text("username", username);
    context.flag("offer_resend", offer_resend).flag("registration_open", registration_open);
    add_software(context, software);
    context.text("passkey_options", passkey.options).text("passkey_rp", passkey.rp_id);
    context.text("passkey_unknown", passkey.unknown_credential);
    add_passkey_messages(context, PasskeyPlace::sign_in);
    return context;
}

std::string LoginPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
