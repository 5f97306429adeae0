#include "idp/pages/register.hpp"
#include "idp/pages/messages.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context RegisterPage::context() const
{
    auto context = frame_context(frame, {"register", templates::tr("Registrierung")});
    for (auto const* field : {"email", "password", "password_repeat", "accept_terms"}) {
        add_field(context, frame, field);
    }
    context.text("email", email).flag("accept_terms", accept_terms);
    context.text("suggestion", suggestion.empty() ? templates::Text{} : message_text("did_you_mean", suggestion).text);
    context.text("password_rule", password_rule(minimum_length));
    return context;
}

std::string RegisterPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
