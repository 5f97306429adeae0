#include "idp/pages/not_me.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context NotMePage::context() const
{
    auto context = frame_context(frame, {"not-me", templates::tr("Das war ich nicht")});
    context.flag("ask", state == NotMeState::ask).flag("secured_disabled", state == NotMeState::secured_disabled);
    context.flag("used", state == NotMeState::used).flag("expired", state == NotMeState::expired);
    context.flag("mangled", state == NotMeState::mangled);
    context.flag("offer_reset", state == NotMeState::used || state == NotMeState::expired);
    context.text("id", id).text("what", what).text("told", told).text("told_at", templates::date_words(told_at));
    context.flag("undoes_factors", undoes_factors).flag("removes_copied", removes_copied);
    context.flag("was_secured", secured_at.has_value());
    context.text("secured_at", templates::date_words(secured_at.value_or(told_at)));
    context.text("valid_for", templates::duration_words(valid_for));
    return context;
}

std::string NotMePage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
