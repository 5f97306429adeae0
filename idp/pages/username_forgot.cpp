#include "idp/pages/username_forgot.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context UsernameForgotPage::context() const
{
    auto context = frame_context(frame, {"username-forgot", templates::tr("Benutzername vergessen")});
    add_field(context, frame, "email");
    context.text("email", email);
    return context;
}

std::string UsernameForgotPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
templates::Context UsernameForgotSentPage::context() const
{
    return frame_context(frame, {"username-forgot-sent", templates::tr("Bitte sehen Sie in Ihr Postfach")});
}

std::string UsernameForgotSentPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
