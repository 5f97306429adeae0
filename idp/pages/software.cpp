#include "idp/pages/software.hpp"

namespace zugang::idp::pages {

void add_software(templates::Context& context, Software const& software)
{
    bool const has_links = !software.website.empty() || !software.policy.empty() || !software.terms.empty();
    context.flag("has_software", has_links || !software.logo.empty()).flag("has_software_links", has_links);
    context.text("software_logo", software.logo).text("software_website", software.website);
    context.text("software_policy", software.policy).text("software_terms", software.terms);
}

} // namespace zugang::idp::pages
