#include "idp/pages/choose_factor.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context ChooseFactorPage::context() const
{
    auto context = frame_context(frame, {"choose-factor", templates::tr("Sicherheitshinweis")});
    context.text("setup_totp", frame.link("/setup/totp")).flag("may_put_off", may_put_off);
    return context;
}

std::string ChooseFactorPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
