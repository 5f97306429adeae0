#include "idp/pages/choose_account.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context ChooseAccountPage::context() const
{
    auto context = frame_context(frame, {"choose-account", templates::tr("Konto wählen")});
    templates::ContextList choices;
    for (auto const& account : accounts) {
        choices.emplace_back().text("choice_value", account.value).text("choice_name", account.name);
    }
    context.list("accounts", std::move(choices));
    return context;
}

std::string ChooseAccountPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
