#include "idp/pages/choose_factor.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context ChooseFactorPage::context() const
{
    auto context = frame_context(frame, {"choose-factor", templates::tr("Sicherheitshinweis")});
    context.text("setup_totp", frame.link("/setup/totp")).text("setup_passkey", frame.link("/setup/passkey"));
    context.text("setup_security_key", frame.link("/setup/passkey?kind=security_key"));
    context.flag("wants_passkey", wanted == WantedFactor::passkey);
    context.flag("wants_hardware", wanted == WantedFactor::hardware);
    context.flag("wants_any", wanted == WantedFactor::any).flag("offers_security_keys", offers_security_keys);
    context.flag("may_put_off", may_put_off);
    return context;
}

std::string ChooseFactorPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
