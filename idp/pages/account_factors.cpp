#include "idp/pages/account_factors.hpp"
#include "templates/engine.hpp"

namespace zugang::idp::pages {
namespace {

constexpr std::uint64_t few_codes = 3;

templates::Context app_context(ListedApp const& app, bool is_only)
{
    templates::Context context;
    context.text("app_id", app.id).text("app_name", app.name).text("added_at", templates::date_words(app.added_at));
    context.text("used_at", app.used_at ? templates::date_words(*app.used_at) : templates::Text{});
    context.flag("is_only", is_only);
    return context;
}

} // namespace

templates::Context AccountFactorsPage::context() const
{
    auto context = frame_context(frame, {"account-factors", templates::tr("Ihre zweiten Faktoren")});
    templates::ContextList list;
    for (auto const& app : apps)
        list.push_back(app_context(app, apps.size() == 1));
    context.list("apps", std::move(list)).flag("has_apps", !apps.empty());
    context.text("account_name", account_name).flag("may_add_app", apps.size() < most_apps);
    context.text("app_limit", templates::trn("Mehr als {n} Authenticator-App ist nicht möglich.",
                                             "Mehr als {n} Authenticator-Apps sind nicht möglich.", most_apps));
    context.flag("has_no_codes", codes_left == 0).flag("has_few_codes", codes_left > 0 && codes_left <= few_codes);
    context.flag("has_codes", codes_left > few_codes);
    context.text("codes_left", templates::trn("Sie haben noch {n} Wiederherstellungscode.",
                                              "Sie haben noch {n} Wiederherstellungscodes.", codes_left));
    return context;
}

std::string AccountFactorsPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

templates::Context RenameFactorPage::context() const
{
    auto context = frame_context(frame, {"rename-factor", templates::tr("Authenticator-App umbenennen")});
    add_field(context, frame, "name");
    context.text("factor", factor).text("former_name", former_name).text("name", name);
    return context;
}

std::string RenameFactorPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

templates::Context RemoveFactorPage::context() const
{
    auto context = frame_context(frame, {"remove-factor", templates::tr("Authenticator-App entfernen")});
    context.text("factor", factor).text("name", name).flag("is_last", is_last);
    return context;
}

std::string RemoveFactorPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}
} // namespace zugang::idp::pages
