#include "idp/pages/confirm_email.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context ConfirmEmailPage::context() const
{
    auto context = frame_context(frame, {"confirm-email", templates::tr("Bestätigung der E-Mail-Adresse")});
    context.flag("ask", state == ConfirmEmailState::ask).flag("confirmed", state == ConfirmEmailState::confirmed);
    context.flag("already", state == ConfirmEmailState::already).flag("expired", state == ConfirmEmailState::expired);
    context.flag("mangled", state == ConfirmEmailState::mangled).flag("replaced", state == ConfirmEmailState::replaced);
    context.flag("resent", state == ConfirmEmailState::resent);
    context.text("id", id).text("masked_email", masked_email);
    context.text("valid_for", templates::duration_words(valid_for));
    return context;
}

std::string ConfirmEmailPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
