#include "idp/pages/continue.hpp"
#include "idp/pages/addresses.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context ContinuePage::context() const
{
    auto context = frame_context(frame, {"continue", templates::tr("Es geht weiter")});
    context.text("client_name", client_name).text("address", client_address(address));
    context.text("delay", std::string{frames.empty() ? "0" : "3"}).list("frames", frame_list(frames));
    return context;
}

std::string ContinuePage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
