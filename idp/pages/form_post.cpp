#include "idp/pages/form_post.hpp"
#include "idp/pages/addresses.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

templates::Context FormPostPage::context() const
{
    auto context = frame_context(frame, {"form-post", templates::tr("Es geht weiter")});
    templates::ContextList fields;
    for (auto const& [name, value] : parameters) {
        fields.emplace_back().text("field_name", name).text("field_value", value);
    }
    context.text("client_name", client_name).text("address", client_address(address)).list("fields", std::move(fields));
    return context;
}

std::string FormPostPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
