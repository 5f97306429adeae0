#include "idp/pages/consent.hpp"
#include "idp/pages/claim_words.hpp"
#include "idp/pages/scope_words.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {
namespace {

/// The members that RFC 9396 §2.2 names for all types, in the visitor's words; others stand by their name.
templates::Text member_words(std::string const& name)
{
    if (name == "actions") {
        return templates::tr("Was der Dienst tun darf");
    }
    if (name == "datatypes") {
        return templates::tr("Um welche Daten es geht");
    }
    if (name == "locations") {
        return templates::tr("Wo es gilt");
    }
    if (name == "identifier") {
        return templates::tr("Kennung");
    }
    if (name == "privileges") {
        return templates::tr("Rechte");
    }
    return name;
}

templates::Context deed_context(ConsentDeed const& deed)
{
    templates::ContextList members;
    for (auto const& [name, value] : deed.members) {
        members.emplace_back().text("member_words", member_words(name)).text("member_value", value);
    }
    templates::Context context;
    context.text("deed_type", deed.type).list("members", std::move(members));
    return context;
}

} // namespace

templates::Context ConsentPage::context() const
{
    auto context = frame_context(frame, {"consent", templates::tr("Daten weitergeben")});
    add_scopes(context, scopes);
    add_software(context, software);
    context.text("client_name", client_name).text("account_name", account_name);
    templates::ContextList claim_items;
    for (auto const& claim : claims) {
        claim_items.emplace_back().text("claim_words", claim_words(claim));
    }
    templates::ContextList resource_items;
    for (auto const& resource : resources) {
        resource_items.emplace_back().text("resource", resource);
    }
    templates::ContextList deed_items;
    for (auto const& deed : deeds) {
        deed_items.push_back(deed_context(deed));
    }
    auto const has_data = std::get<bool>(*context.find("has_scopes")) || !claim_items.empty();
    context.flag("has_data", has_data).flag("has_resources", !resource_items.empty());
    context.flag("has_deeds", !deed_items.empty());
    context.list("claims", std::move(claim_items)).list("resources", std::move(resource_items));
    context.list("deeds", std::move(deed_items));
    return context;
}

std::string ConsentPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
