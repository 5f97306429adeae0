#include "idp/pages/start.hpp"
#include "idp/pages/addresses.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context StartPage::context() const
{
    auto context = frame_context(frame, {"start", templates::tr("Anmelden")});
    context.flag("registration_open", registration_open);
    context.text("account_name", account_name)
        .text("continue_address", continue_address.empty() ? templates::Text{} : local_address(continue_address));
    return context;
}

std::string StartPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
