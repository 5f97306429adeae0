#include "idp/pages/unlock_device.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context UnlockSentPage::context() const
{
    auto context = frame_context(frame, {"unlock-sent", templates::tr("Link per E-Mail")});
    context.text("valid_for", templates::duration_words(valid_for));
    return context;
}

std::string UnlockSentPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

templates::Context UnlockDevicePage::context() const
{
    using State = UnlockDeviceState;
    auto context = frame_context(frame, {"unlock-device", templates::tr("Anmeldung an diesem Gerät")});
    context.flag("ask", state == State::ask).flag("done", state == State::done);
    context.flag("expired", state == State::expired).flag("used", state == State::used);
    context.flag("mangled", state == State::mangled).flag("replaced", state == State::replaced);
    context.flag("offer_sign_in", state != State::ask && state != State::done);
    context.text("id", id).text("username", username);
    context.text("valid_for", templates::duration_words(valid_for));
    return context;
}

std::string UnlockDevicePage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

} // namespace zugang::idp::pages
