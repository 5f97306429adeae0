#include "idp/pages/help.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context HelpPage::context() const
{
    auto context = frame_context(frame, {"help", templates::tr("Hilfe bei Problemen rund um die Anmeldung")});
    context.text("sender", sender);
    return context;
}

std::string HelpPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
