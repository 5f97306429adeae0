#include "idp/pages/device.hpp"
#include "idp/pages/scope_words.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context DevicePage::context() const
{
    auto context = frame_context(frame, {"device", templates::tr("Gerät verbinden")});
    add_field(context, frame, "user_code");
    context.text("user_code", user_code);
    return context;
}

std::string DevicePage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

templates::Context DeviceConfirmPage::context() const
{
    auto context = frame_context(frame, {"device-confirm", templates::tr("Gerät verbinden")});
    context.text("client_name", client_name).text("account_name", account_name).text("user_code", user_code);
    add_scopes(context, scopes);
    return context;
}

std::string DeviceConfirmPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

templates::Context DeviceDonePage::context() const
{
    auto context = frame_context(
        frame, {"device-done", allowed ? templates::tr("Gerät verbunden") : templates::tr("Gerät nicht verbunden")});
    context.text("client_name", client_name).flag("allowed", allowed);
    return context;
}

std::string DeviceDonePage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
