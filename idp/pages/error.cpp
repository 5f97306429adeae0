#include "idp/pages/error.hpp"
#include "templates/engine.hpp"
#include <algorithm>

namespace zugang::idp::pages {
namespace {

struct ErrorEntry {
    std::string_view code;
    templates::Text title;
    templates::Text what;
    templates::Text advice;
};

std::vector<ErrorEntry> request_errors()
{
    return {
        {"bad_request", templates::tr("Das hat nicht geklappt"),
         templates::tr("Diese Anfrage konnten wir nicht lesen."),
         templates::tr("Bitte gehen Sie zurück und versuchen Sie es noch einmal.")},
        {"csrf", templates::tr("Das hat nicht geklappt"),
         templates::tr("Aus Sicherheitsgründen haben wir diese Eingabe nicht angenommen."),
         templates::tr("Bitte gehen Sie zurück, laden Sie die Seite neu und füllen Sie das Formular noch einmal aus.")},
        {"not_found", templates::tr("Seite nicht gefunden"), templates::tr("Diese Seite gibt es nicht."),
         templates::tr("Vielleicht ist die Adresse falsch geschrieben. Bitte beginnen Sie auf der Startseite.")},
        {"method_not_allowed", templates::tr("Das hat nicht geklappt"),
         templates::tr("Diese Seite kann man so nicht aufrufen."),
         templates::tr("Bitte beginnen Sie auf der Startseite.")},
        {"too_large", templates::tr("Das hat nicht geklappt"), templates::tr("Die Eingabe ist zu lang."),
         templates::tr("Bitte gehen Sie zurück und kürzen Sie Ihre Eingabe.")},
        {"too_many_requests", templates::tr("Bitte warten Sie einen Moment"),
         templates::tr("Von Ihrem Anschluss kommen zu viele Anfragen."),
         templates::tr("Bitte versuchen Sie es in einigen Minuten noch einmal.")},
        {"registration_closed", templates::tr("Keine Registrierung"),
         templates::tr("Zurzeit können Sie sich hier nicht registrieren."),
         templates::tr("Wenn Sie schon ein Konto haben, können Sie sich anmelden.")},
    };
}

std::vector<ErrorEntry> client_errors()
{
    return {
        {"invalid_request", templates::tr("Die Anmeldung wurde nicht richtig gestartet"),
         templates::tr("Das Online-Angebot hat uns eine Anfrage gesandt, die wir nicht verstehen."),
         templates::tr("Bitte gehen Sie zurück zu dem Online-Angebot und starten Sie die Anmeldung dort noch einmal.")},
        {"invalid_client", templates::tr("Unbekanntes Online-Angebot"),
         templates::tr(
             "Wir kennen das Online-Angebot nicht, bei dem Sie sich anmelden möchten. Deshalb leiten wir Sie nicht "
             "weiter."),
         templates::tr("Bitte prüfen Sie, woher der Link kommt. Geben Sie Ihr Passwort nur auf Seiten ein, denen Sie "
                       "vertrauen.")},
        {"invalid_redirect_uri", templates::tr("Unbekannte Adresse"),
         templates::tr(
             "Wir sollen Sie zu einer Adresse leiten, die nicht zu dem Online-Angebot gehört. Das tun wir nicht, damit "
             "Ihre "
             "Daten nicht in falsche Hände kommen."),
         templates::tr("Bitte gehen Sie zurück zu dem Online-Angebot und starten Sie die Anmeldung dort noch einmal.")},
    };
}

std::vector<ErrorEntry> server_errors()
{
    return {
        {"server_error", templates::tr("Bei uns ist ein Fehler aufgetreten"), templates::tr("Es liegt nicht an Ihnen."),
         templates::tr(
             "Bitte versuchen Sie es in einigen Minuten noch einmal. Wenn es dann nicht geht, rufen Sie uns an und "
             "nennen "
             "Sie die Fehlernummer.")},
        {"server_busy", templates::tr("Bitte warten Sie einen Moment"),
         templates::tr("Gerade melden sich sehr viele Menschen an."),
         templates::tr("Bitte warten Sie eine Minute und laden Sie dann die Seite neu.")},
        {"maintenance", templates::tr("Wir arbeiten an der Anmeldung"),
         templates::tr("Die Anmeldung ist wegen Wartung nicht möglich."),
         templates::tr("Bitte versuchen Sie es später noch einmal.")},
    };
}

std::vector<ErrorEntry> const& error_table()
{
    static auto const table = [] {
        auto all = server_errors(); // the first is what unknown codes read as
        for (auto const& group : {request_errors(), client_errors()}) {
            all.insert(all.end(), group.begin(), group.end());
        }
        return all;
    }();
    return table;
}

} // namespace

templates::Context ErrorPage::context() const
{
    auto const known = std::ranges::find(error_table(), code, &ErrorEntry::code);
    auto const& entry = known == error_table().end() ? error_table().front() : *known;
    auto context = frame_context(frame, {"error", entry.title});
    context.text("data_error", code).text("what", entry.what).text("advice", entry.advice);
    context.text("reference", reference).flag("has_errors", true);
    context.flag("offer_login", code == "registration_closed");
    return context;
}

std::string ErrorPage::render(templates::Engine const& engine) const
{
    return engine.render(template_name, frame.language, context());
}

std::vector<std::string_view> error_codes()
{
    std::vector<std::string_view> codes;
    for (auto const& entry : error_table()) {
        codes.push_back(entry.code);
    }
    return codes;
}

} // namespace zugang::idp::pages
