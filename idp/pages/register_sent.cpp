#include "idp/pages/register_sent.hpp"
#include "idp/pages/messages.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context RegisterSentPage::context() const
{
    auto context = frame_context(frame, {"register-sent", templates::tr("Registrierung")});
    context.text("email", email).text("sender", sender);
    context.text("suggestion", suggestion.empty() ? templates::Text{} : message_text("did_you_mean", suggestion).text);
    context.text("valid_for", templates::duration_words(valid_for));
    context.text("valid_until", templates::weekday_words(valid_until));
    return context;
}

std::string RegisterSentPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
