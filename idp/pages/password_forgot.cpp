#include "idp/pages/password_forgot.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context PasswordForgotPage::context() const
{
    auto context = frame_context(frame, {"password-forgot", templates::tr("Passwort vergessen")});
    add_field(context, frame, "username");
    context.text("username", username);
    return context;
}

std::string PasswordForgotPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
templates::Context PasswordForgotSentPage::context() const
{
    auto context = frame_context(frame, {"password-forgot-sent", templates::tr("Bitte sehen Sie in Ihr Postfach")});
    context.text("valid_for", templates::duration_words(valid_for));
    return context;
}

std::string PasswordForgotSentPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
