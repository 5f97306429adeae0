#include "idp/pages/scope_words.hpp"

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

void add_scopes(templates::Context& context, std::vector<std::string> const& scopes)
{
    templates::ContextList items;
    for (auto const& scope : scopes) {
        if (scope != "openid")
            items.emplace_back().text("scope_words", scope_words(scope));
    }
    context.flag("has_scopes", !items.empty());
    context.list("scopes", std::move(items));
}

} // namespace zugang::idp::pages
