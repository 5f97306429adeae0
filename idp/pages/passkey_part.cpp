#include "idp/pages/passkey_part.hpp"

namespace zugang::idp::pages {
namespace {

constexpr auto passkey_alert = MessageRole::alert;
constexpr auto passkey_status = MessageRole::status;

std::vector<PasskeyMessage> sign_in_sentences()
{
    return {
        {"passkey_cancelled",
         {passkey_status, templates::tr("Die Anmeldung mit Passkey wurde abgebrochen."),
          templates::tr("Sie können es noch einmal versuchen oder sich unten mit Ihrem Passwort anmelden.")}},
        {"passkey_none_here",
         {passkey_alert, templates::tr("Ihr Browser hat hier keinen passenden Passkey gefunden."),
          templates::tr(
              "Ist er auf Ihrem Telefon? Dann wählen Sie im Fenster des Browsers ein anderes Gerät und scannen Sie mit "
              "dem Telefon den QR-Code. Sonst melden Sie sich unten mit Ihrem Passwort an.")}},
        {"passkey_timeout",
         {passkey_alert, templates::tr("Die Anmeldung mit Passkey hat zu lange gedauert."),
          templates::tr("Sie können es noch einmal versuchen oder sich unten mit Ihrem Passwort anmelden.")}},
        {"passkey_unsupported",
         {passkey_alert, templates::tr("Dieser Browser kann keine Passkeys verwenden."),
          templates::tr(
              "Nehmen Sie einen neueren Browser oder ein anderes Gerät. Oder melden Sie sich unten mit Ihrem Passwort "
              "an.")}},
        {"passkey_embedded",
         {passkey_alert, templates::tr("Hier im Fenster einer App funktioniert die Anmeldung mit Passkey nicht."),
          templates::tr("Öffnen Sie die Seite im Browser Ihres Telefons, zum Beispiel in Safari, Chrome oder Firefox. "
                        "Oder melden "
                        "Sie sich unten mit Ihrem Passwort an.")}},
        {"passkey_no_lock",
         {passkey_alert, templates::tr("Für Passkeys braucht Ihr Gerät eine Bildschirmsperre."),
          templates::tr(
              "Richten Sie in den Einstellungen des Geräts eine PIN, einen Fingerabdruck oder die Gesichtserkennung "
              "ein. Oder melden Sie sich unten mit Ihrem Passwort an.")}},
        {"passkey_device_error",
         {passkey_alert, templates::tr("Auf Ihrem Gerät ist beim Lesen des Passkeys ein Fehler aufgetreten."),
          templates::tr(
              "Versuchen Sie es in einer Minute noch einmal. Oder melden Sie sich unten mit Ihrem Passwort an.")}},
    };
}

std::vector<PasskeyMessage> prove_sentences()
{
    return {
        {"passkey_cancelled",
         {passkey_status, templates::tr("Die Bestätigung wurde abgebrochen."),
          templates::tr("Sie können es noch einmal versuchen oder unten einen anderen Weg wählen.")}},
        {"passkey_none_here",
         {passkey_alert,
          templates::tr("Ihr Browser hat hier keinen passenden Passkey oder Sicherheitsschlüssel gefunden."),
          templates::tr(
              "Stecken Sie den Sicherheitsschlüssel ein. Ist der Passkey auf Ihrem Telefon? Dann wählen Sie im Fenster "
              "des Browsers ein anderes Gerät und scannen Sie mit dem Telefon den QR-Code.")}},
        {"passkey_timeout",
         {passkey_alert, templates::tr("Die Bestätigung hat zu lange gedauert."),
          templates::tr("Sie können es noch einmal versuchen oder unten einen anderen Weg wählen.")}},
        {"passkey_unsupported",
         {passkey_alert, templates::tr("Dieser Browser kann keine Passkeys und Sicherheitsschlüssel verwenden."),
          templates::tr(
              "Nehmen Sie einen neueren Browser oder ein anderes Gerät, oder wählen Sie unten einen anderen Weg.")}},
        {"passkey_embedded",
         {passkey_alert,
          templates::tr("Hier im Fenster einer App funktionieren Passkeys und Sicherheitsschlüssel nicht."),
          templates::tr(
              "Beginnen Sie die Anmeldung im Browser Ihres Telefons noch einmal, zum Beispiel in Safari, Chrome oder "
              "Firefox, oder wählen Sie unten einen anderen Weg.")}},
        {"passkey_no_lock",
         {passkey_alert, templates::tr("Für Passkeys braucht Ihr Gerät eine Bildschirmsperre."),
          templates::tr(
              "Richten Sie in den Einstellungen des Geräts eine PIN, einen Fingerabdruck oder die Gesichtserkennung "
              "ein, oder wählen Sie unten einen anderen Weg.")}},
        {"passkey_device_error",
         {passkey_alert, templates::tr("Auf Ihrem Gerät ist ein Fehler aufgetreten."),
          templates::tr("Versuchen Sie es in einer Minute noch einmal, oder wählen Sie unten einen anderen Weg.")}},
    };
}

std::vector<PasskeyMessage> enrol_sentences()
{
    return {
        {"passkey_cancelled",
         {passkey_status, templates::tr("Das Einrichten wurde abgebrochen. Es ist nichts gespeichert."),
          templates::tr("Sie können es noch einmal versuchen oder unten einen anderen Weg wählen.")}},
        {"passkey_timeout",
         {passkey_alert, templates::tr("Das Einrichten hat zu lange gedauert. Es ist nichts gespeichert."),
          templates::tr("Sie können es noch einmal versuchen oder unten einen anderen Weg wählen.")}},
        {"passkey_unsupported",
         {passkey_alert, templates::tr("Dieser Browser oder dieses Gerät kann keinen Passkey anlegen."),
          templates::tr(
              "Nehmen Sie einen neueren Browser oder ein anderes Gerät, oder wählen Sie unten einen anderen Weg.")}},
        {"passkey_embedded",
         {passkey_alert, templates::tr("Hier im Fenster einer App kann kein Passkey angelegt werden."),
          templates::tr(
              "Melden Sie sich im Browser Ihres Telefons an, zum Beispiel in Safari, Chrome oder Firefox, und richten "
              "Sie den Passkey dort ein.")}},
        {"passkey_no_lock",
         {passkey_alert, templates::tr("Für Passkeys braucht Ihr Gerät eine Bildschirmsperre."),
          templates::tr(
              "Richten Sie in den Einstellungen des Geräts eine PIN, einen Fingerabdruck oder die Gesichtserkennung "
              "ein, oder wählen Sie unten einen anderen Weg.")}},
        {"passkey_exists", message_text("passkey_exists", {})},
        {"passkey_device_error",
         {passkey_alert, templates::tr("Auf Ihrem Gerät ist ein Fehler aufgetreten. Es ist nichts gespeichert."),
          templates::tr("Versuchen Sie es in einer Minute noch einmal, oder wählen Sie unten einen anderen Weg.")}},
    };
}

std::vector<PasskeyMessage> sentences_of(PasskeyPlace place)
{
    switch (place) {
    case PasskeyPlace::sign_in:
        return sign_in_sentences();
    case PasskeyPlace::prove:
        return prove_sentences();
    case PasskeyPlace::enrol:
        return enrol_sentences();
    }
    return {};
}

} // namespace

std::vector<PasskeyMessage> passkey_messages(PasskeyPlace place)
{
    auto all = sentences_of(place);
    // The same everywhere, and no word of a password: who sees this may be on somebody else's page.
    all.push_back(
        {"passkey_wrong_address",
         {passkey_alert, templates::tr("Passkeys gelten nur unter der Adresse, für die sie angelegt sind."),
          templates::tr("Bitte prüfen Sie oben im Browser, ob Sie auf der richtigen Seite sind, und rufen Sie den "
                        "Dienst neu auf.")}});
    return all;
}

void add_passkey_messages(templates::Context& context, PasskeyPlace place)
{
    templates::ContextList list;
    for (auto const& message : passkey_messages(place)) {
        templates::Context item;
        bool const is_alert = message.wording.role == MessageRole::alert;
        item.text("passkey_code", std::string{message.code});
        item.flag("passkey_is_alert", is_alert).text("passkey_role", std::string{is_alert ? "alert" : "status"});
        item.text("passkey_text", message.wording.text).text("passkey_more", message.wording.more);
        list.push_back(std::move(item));
    }
    context.list("passkey_messages", std::move(list));
}

} // namespace zugang::idp::pages
