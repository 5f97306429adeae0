#include "idp/pages/consent.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {

namespace {

/// What a scope lets the client know or do, in the visitor's words.
templates::Text scope_words(std::string const& scope)
{
    if (scope == "profile") {
        return templates::tr("Ihren Namen");
    }
    if (scope == "email") {
        return templates::tr("Ihre E-Mail-Adresse");
    }
    if (scope == "customer") {
        return templates::tr("Ihre Kundennummer und Ihre Dienststelle");
    }
    if (scope == "phone") {
        return templates::tr("Ihre Telefonnummer");
    }
    if (scope == "address") {
        return templates::tr("Ihre Anschrift");
    }
    if (scope == "offline_access") {
        return templates::tr("Zugriff auf diese Daten, auch wenn Sie gerade nicht angemeldet sind");
    }
    return scope;
}

} // namespace

templates::Context ConsentPage::context() const
{
    auto context = frame_context(frame, {"consent", templates::tr("Daten weitergeben")});
    templates::ContextList items;
    for (auto const& scope : scopes) {
        if (scope == "openid") { // said in a sentence of its own: that one signs in
            continue;
        }
        items.emplace_back().text("scope_words", scope_words(scope));
    }
    context.flag("has_scopes", !items.empty());
    context.list("scopes", std::move(items));
    context.text("client_name", client_name).text("account_name", account_name);
    return context;
}

std::string ConsentPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
