#include "idp/pages/cookies_required.hpp"
#include "idp/pages/addresses.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context CookiesRequiredPage::context() const
{
    auto context = frame_context(frame, {"cookies-required", templates::tr("Cookies erlauben")});
    context.text("retry_address", local_address(retry_address));
    return context;
}

std::string CookiesRequiredPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
