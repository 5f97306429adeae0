#include "idp/pages/consent.hpp"
#include "idp/pages/scope_words.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context ConsentPage::context() const
{
    auto context = frame_context(frame, {"consent", templates::tr("Daten weitergeben")});
    add_scopes(context, scopes);
    context.text("client_name", client_name).text("account_name", account_name);
    return context;
}

std::string ConsentPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
