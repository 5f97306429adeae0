#include "idp/pages/logout.hpp"
#include "idp/pages/addresses.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context LogoutPage::context() const
{
    auto context = frame_context(frame, {"logout", templates::tr("Abmelden")});
    context.text("account_name", account_name).text("request", request).flag("others_stay", others_stay);
    return context;
}

std::string LogoutPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
templates::Context LoggedOutPage::context() const
{
    auto context = frame_context(frame, {"logged-out", templates::tr("Sie sind abgemeldet")});
    context.text("back_address", back_address.empty() ? templates::Text{} : client_address(back_address))
        .text("client_name", client_name)
        .list("frames", frame_list(frames));
    return context;
}

std::string LoggedOutPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
