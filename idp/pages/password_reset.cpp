#include "idp/pages/password_reset.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context PasswordResetPage::context() const
{
    auto context = frame_context(frame, {"password-reset", templates::tr("Neues Passwort")});
    add_field(context, frame, "password");
    add_field(context, frame, "password_repeat");
    context.flag("ask", state == PasswordResetState::ask).flag("done", state == PasswordResetState::done);
    context.flag("expired", state == PasswordResetState::expired).flag("used", state == PasswordResetState::used);
    context.flag("mangled", state == PasswordResetState::mangled);
    context.flag("replaced", state == PasswordResetState::replaced);
    context.flag("offer_new_link", state == PasswordResetState::expired || state == PasswordResetState::used ||
                                       state == PasswordResetState::mangled);
    context.text("id", id).text("username", username).text("password_rule", password_rule(minimum_length));
    context.text("valid_for", templates::duration_words(valid_for));
    return context;
}

std::string PasswordResetPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
templates::Context PasswordChangePage::context() const
{
    auto context = frame_context(frame, {"password-change", templates::tr("Neues Passwort")});
    add_field(context, frame, "password");
    add_field(context, frame, "password_repeat");
    context.text("username", username).text("password_rule", password_rule(minimum_length));
    return context;
}

std::string PasswordChangePage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
