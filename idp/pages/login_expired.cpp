#include "idp/pages/login_expired.hpp"
#include "idp/pages/addresses.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context LoginExpiredPage::context() const
{
    auto context = frame_context(frame, {"login-expired", templates::tr("Anmeldung abgelaufen")});
    context.text("restart_address", local_address(restart_address));
    return context;
}

std::string LoginExpiredPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
