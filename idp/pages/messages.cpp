#include "idp/pages/messages.hpp"
#include <stdexcept>

namespace zugang::idp::pages {
namespace {

struct MessageEntry {
    std::string_view code;
    MessageRole role;
    templates::Text text;
    templates::Text more;
};

constexpr auto alert = MessageRole::alert;
constexpr auto status = MessageRole::status;

std::vector<MessageEntry> sign_in_messages()
{
    return {
        {"wrong_credentials", alert, templates::tr("Die Zugangsdaten stimmen nicht. Bitte prüfen Sie Ihre Eingaben."),
         templates::tr(
             "Seit dem 19. Juli 2024 melden Sie sich mit Ihrer E-Mail-Adresse an. Wenn Sie sich vorher registriert und "
             "seitdem nicht angemeldet haben, verwenden Sie Ihren Benutzernamen.")},
        {"too_many_attempts", alert, templates::tr("Zu viele Versuche. Bitte warten Sie {detail}."),
         templates::tr("Ihr Konto ist nicht gesperrt. Die Wartezeit schützt es vor Fremden.")},
        {"device_unknown", alert, templates::tr("Für diese Angabe gab es zu viele falsche Versuche."),
         templates::tr("Das Konto ist nicht gesperrt: Wer es schon an einem anderen Gerät benutzt, kann sich dort "
                       "anmelden. Hier brauchen Sie zuerst einen Link, den wir Ihnen per E-Mail senden.")},
        {"email_not_confirmed", alert, templates::tr("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
         templates::tr("Öffnen Sie dazu die E-Mail, die wir Ihnen gesandt haben, und klicken Sie auf den Link.")},
        {"account_disabled", alert, templates::tr("Ihr Konto ist deaktiviert und nicht mehr nutzbar."),
         templates::tr(
             "Mit Ihrem Online-Konto ist leider ein Problem aufgetreten. Ihr Konto wurde deshalb vorsorglich "
             "deaktiviert. "
             "Bitte rufen Sie uns an: 0800 4 5555 01, Montag bis Donnerstag von 8 bis 18 Uhr, Freitag von 8 bis 14 "
             "Uhr.")},
        {"password_must_change", alert, templates::tr("Bitte wählen Sie ein neues Passwort."),
         templates::tr("Ihr Passwort steht auf einer Liste bekannter Passwörter. Es schützt Ihr Konto nicht mehr.")},
        {"sign_in_again", status, templates::tr("Bitte melden Sie sich zur Sicherheit noch einmal an."), {}},
        {"signed_out", status, templates::tr("Sie sind abgemeldet."), {}},
        {"cancelled", status, templates::tr("Sie haben die Anmeldung abgebrochen."), {}},
        {"session_expired",
         status,
         templates::tr("Sie waren längere Zeit nicht aktiv. Bitte melden Sie sich wieder an."),
         {}},
        {"expected_account", status,
         templates::tr("Bitte melden Sie sich mit dem Konto an, das der Dienst schon kennt."),
         templates::tr("Es ist das Konto, mit dem Sie dort zuletzt angemeldet waren.")},
        {"wrong_account", alert, templates::tr("Das ist nicht das Konto, das der Dienst erwartet."),
         templates::tr(
             "Bitte melden Sie sich mit dem Konto an, mit dem Sie dort zuletzt angemeldet waren. Oder brechen "
             "Sie ab und beginnen Sie dort neu.")},
        {"other_account", status, templates::tr("Bitte melden Sie sich mit dem anderen Konto an."), {}},
    };
}

std::vector<MessageEntry> registration_messages()
{
    return {
        {"email_confirmed", status, templates::tr("Ihre E-Mail-Adresse ist bestätigt."),
         templates::tr("Sie können sich jetzt anmelden.")},
        {"not_confirmed_yet", status, templates::tr("Die Bestätigung ist noch nicht angekommen."),
         templates::tr("Bitte öffnen Sie die E-Mail und klicken Sie auf den Link. Kommen Sie danach hierher zurück.")},
        {"email_resent", status, templates::tr("Wir haben Ihnen eine neue E-Mail gesandt."),
         templates::tr("Der Link aus der früheren E-Mail gilt nicht mehr.")},
        {"resend_too_early",
         status,
         templates::tr("Wir haben Ihnen gerade erst eine E-Mail gesandt. Bitte warten Sie {detail}."),
         {}},
        {"mail_limit", alert, templates::tr("Wir haben an diese Adresse schon mehrere E-Mails gesandt."),
         templates::tr("Bitte sehen Sie auch im Spam-Ordner nach. Morgen können Sie wieder eine E-Mail anfordern.")},
        {"email_corrected", status, templates::tr("Wir haben Ihre E-Mail-Adresse geändert."),
         templates::tr("Der Link aus der früheren E-Mail gilt nicht mehr.")},
        {"password_changed", status, templates::tr("Ihr Passwort ist geändert."),
         templates::tr("Bitte melden Sie sich mit dem neuen Passwort an.")},
        {"account_secured", status, templates::tr("Ihr Konto ist gesichert."),
         templates::tr("Es ist überall abgemeldet. Bitte wählen Sie jetzt ein neues Passwort, und sehen Sie nach der "
                       "Anmeldung nach, ob bei Ihren zweiten Faktoren etwas steht, das Sie nicht kennen.")},
        {"too_many_registrations",
         alert,
         templates::tr("Von Ihrem Anschluss kommen gerade sehr viele Registrierungen. Bitte warten "
                       "Sie {detail}."),
         {}},
    };
}

std::vector<MessageEntry> field_messages()
{
    return {
        {"username_missing",
         alert,
         templates::tr("Bitte geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein."),
         {}},
        {"password_missing", alert, templates::tr("Bitte geben Sie Ihr Passwort ein."), {}},
        {"new_password_missing", alert, templates::tr("Bitte wählen Sie ein Passwort."), {}},
        {"password_repeat_missing", alert, templates::tr("Bitte geben Sie das Passwort noch einmal ein."), {}},
        {"email_missing", alert, templates::tr("Bitte geben Sie Ihre E-Mail-Adresse ein."), {}},
        {"email_invalid",
         alert,
         templates::tr("Das ist keine gültige E-Mail-Adresse. Sie sieht zum Beispiel so aus: mustermann@web.de"),
         {}},
        {"did_you_mean", status, templates::tr("Meinten Sie {detail}?"), {}},
        {"password_too_short",
         alert,
         templates::trn("Das Passwort ist zu kurz. Es braucht mindestens {n} Zeichen.",
                        "Das Passwort ist zu kurz. Es braucht mindestens {n} Zeichen.", 0),
         {}},
        {"password_too_long",
         alert,
         templates::trn("Das Passwort ist zu lang. Es darf höchstens {n} Zeichen haben.",
                        "Das Passwort ist zu lang. Es darf höchstens {n} Zeichen haben.", 0),
         {}},
        {"password_too_known",
         alert,
         templates::tr("Dieses Passwort ist zu bekannt. Bitte wählen Sie ein anderes."),
         {}},
        {"password_contains_email", alert, templates::tr("Das Passwort enthält Ihre E-Mail-Adresse."), {}},
        {"password_mismatch", alert, templates::tr("Die Passwörter stimmen nicht überein."), {}},
        {"password_unchanged", alert, templates::tr("Das ist Ihr altes Passwort. Bitte wählen Sie ein anderes."), {}},
        {"user_code_missing", alert, templates::tr("Bitte geben Sie den Code ein."), {}},
        {"user_code_invalid", alert, templates::tr("Der Code hat acht Buchstaben."), {}},
        {"user_code_unknown",
         alert,
         templates::tr("Dieser Code gilt nicht. Bitte prüfen Sie ihn, oder lassen Sie sich am Gerät einen neuen "
                       "anzeigen."),
         {}},
        {"terms_missing", alert, templates::tr("Bitte stimmen Sie den Nutzungsbedingungen zu."), {}},
    };
}

std::vector<MessageEntry> totp_field_messages()
{
    return {
        {"totp_missing", alert, templates::tr("Bitte geben Sie den Code aus Ihrer Authenticator-App ein."), {}},
        {"totp_too_short", alert, templates::tr("Der Code ist zu kurz. Er hat sechs Ziffern."), {}},
        {"totp_too_long", alert, templates::tr("Der Code ist zu lang. Er hat sechs Ziffern."), {}},
        {"totp_not_digits", alert, templates::tr("Der Code besteht nur aus Ziffern."), {}},
        {"totp_wrong",
         alert,
         templates::tr("Der Code stimmt nicht. Bitte geben Sie den aktuellen Code ein. Prüfen Sie, ob die Uhrzeit auf "
                       "Ihrem Telefon automatisch eingestellt wird."),
         {}},
        {"totp_used",
         alert,
         templates::tr("Dieser Code wurde schon verwendet. Bitte warten Sie auf den nächsten."),
         {}},
        {"totp_clock_ahead",
         alert,
         templates::trn("Die Uhr Ihres Geräts geht etwa {n} Minute vor. Bitte stellen Sie dort ein, dass die Uhrzeit "
                        "automatisch kommt, und geben Sie dann den nächsten Code ein.",
                        "Die Uhr Ihres Geräts geht etwa {n} Minuten vor. Bitte stellen Sie dort ein, dass die Uhrzeit "
                        "automatisch kommt, und geben Sie dann den nächsten Code ein.",
                        0),
         {}},
        {"totp_clock_behind",
         alert,
         templates::trn("Dieser Code ist etwa {n} Minute alt. Bitte geben Sie den Code ein, den die App jetzt zeigt. "
                        "Zeigt sie noch diesen? Dann geht die Uhr Ihres Geräts nach: Bitte stellen Sie dort ein, dass "
                        "die Uhrzeit automatisch kommt.",
                        "Dieser Code ist etwa {n} Minuten alt. Bitte geben Sie den Code ein, den die App jetzt zeigt. "
                        "Zeigt sie noch diesen? Dann geht die Uhr Ihres Geräts nach: Bitte stellen Sie dort ein, dass "
                        "die Uhrzeit automatisch kommt.",
                        0),
         {}},
        {"totp_name_too_long", alert, templates::tr("Der Name ist zu lang. Er darf höchstens 60 Zeichen haben."), {}},
    };
}

std::vector<MessageEntry> totp_messages()
{
    return {
        {"totp_new_key", status, templates::tr("Hier ist ein neuer Schlüssel. Der frühere gilt nicht mehr."),
         templates::tr("Haben Sie den früheren schon in die App übernommen? Dann löschen Sie ihn dort.")},
        {"totp_key_spent", alert, templates::tr("Das waren zu viele falsche Codes für diesen Schlüssel."),
         templates::tr("Bitte erzeugen Sie unten einen neuen Schlüssel und übernehmen Sie ihn in die App.")},
        {"totp_suspended", alert,
         templates::tr("Es gab zu viele falsche Codes. Von neuen Geräten nehmen wir für dieses Konto keine mehr an."),
         templates::tr("Melden Sie sich an einem Gerät an, das Sie schon verwendet haben. Oder setzen Sie mit "
                       "„Passwort vergessen“ "
                       "ein neues Passwort: Danach können Sie wieder Codes eingeben.")},
        {"totp_too_many_devices", alert,
         templates::trn("Sie haben schon {n} Authenticator-App eingerichtet. Mehr sind nicht möglich.",
                        "Sie haben schon {n} Authenticator-Apps eingerichtet. Mehr sind nicht möglich.", 0),
         templates::tr("Bitte entfernen Sie zuerst eine, die Sie nicht mehr brauchen.")},
    };
}

std::vector<MessageEntry> recovery_code_messages()
{
    auto const length =
        templates::trn("Ein Wiederherstellungscode hat 12 Zeichen. Sie haben {n} Zeichen eingegeben.",
                       "Ein Wiederherstellungscode hat 12 Zeichen. Sie haben {n} Zeichen eingegeben.", 0);
    return {
        {"recovery_code_missing", alert, templates::tr("Bitte geben Sie einen Wiederherstellungscode ein."), {}},
        {"recovery_code_too_short", alert, length, {}},
        {"recovery_code_too_long", alert, length, {}},
        {"recovery_code_character",
         alert,
         templates::tr("Das Zeichen „{detail}“ kommt in Wiederherstellungscodes nicht vor. Bitte vergleichen Sie mit "
                       "Ihrem Blatt."),
         {}},
        {"recovery_code_slip",
         alert,
         templates::tr("Der Code enthält einen Tippfehler. Bitte vergleichen Sie jedes Zeichen."),
         {}},
        {"recovery_code_sample",
         alert,
         templates::tr("Das ist der Beispielcode. Ihre eigenen Codes haben Sie gespeichert oder ausgedruckt, als Sie "
                       "sie bekommen haben."),
         {}},
        {"recovery_code_is_activation",
         alert,
         templates::tr(
             "Das sieht nach einem Freischaltcode aus. Hier brauchen Sie einen Wiederherstellungscode. Ist es "
             "einer, dann vergleichen Sie bitte jedes Zeichen."),
         {}},
        {"recovery_code_is_one_time",
         alert,
         templates::tr("Das sieht nach Einmal-Zugangsdaten aus. Hier brauchen Sie einen Wiederherstellungscode. Ist es "
                       "einer, dann vergleichen Sie bitte jedes Zeichen."),
         {}},
    };
}

std::vector<MessageEntry> recovery_code_outcome_messages()
{
    return {
        {"recovery_code_unknown",
         alert,
         templates::tr("Dieser Code ist nicht gültig. Gehört er vielleicht zu einem anderen Konto?"),
         {}},
        {"recovery_code_used",
         alert,
         templates::tr("Dieser Code wurde schon verwendet. Bitte nehmen Sie einen anderen von Ihrem Blatt."),
         {}},
        {"recovery_code_voided",
         alert,
         templates::tr(
             "Dieser Code steht auf einem älteren Blatt. Seitdem wurden neue Codes erstellt. Bitte nehmen Sie "
             "einen von diesen."),
         {}},
        {"recovery_code_suspended", alert,
         templates::tr("Es gab zu viele falsche Codes. Von neuen Geräten nehmen wir für dieses Konto keine mehr an."),
         templates::tr("Melden Sie sich an einem Gerät an, das Sie schon verwendet haben. Oder setzen Sie mit "
                       "„Passwort vergessen“ "
                       "ein neues Passwort: Danach können Sie wieder Codes eingeben.")},
        {"last_recovery_code_used", status, templates::tr("Das war Ihr letzter Wiederherstellungscode."),
         templates::tr("Erstellen Sie jetzt neue, damit Sie auch beim nächsten Mal in Ihr Konto kommen.")},
        {"recovery_codes_replaced", alert, templates::tr("Diese Codes gelten nicht mehr."),
         templates::tr("In einem anderen Fenster wurden inzwischen neue Codes erstellt. Es gelten nur die neuesten.")},
    };
}

std::vector<MessageEntry> passkey_outcome_messages()
{
    return {
        {"passkey_unknown", alert, templates::tr("Diesen Passkey kennen wir nicht."),
         templates::tr("Vielleicht wurde er aus Ihrem Konto entfernt. Bitte nehmen Sie einen anderen Passkey, oder "
                       "wählen Sie unten einen anderen Weg.")},
        {"passkey_other_account", alert, templates::tr("Dieser Passkey gehört zu einem anderen Konto."),
         templates::tr("Bitte nehmen Sie einen Passkey des Kontos, mit dem Sie sich gerade anmelden.")},
        {"passkey_expired", alert, templates::tr("Das hat zu lange gedauert, oder es wurde zweimal gesendet."),
         templates::tr("Bitte versuchen Sie es jetzt noch einmal.")},
        {"passkey_refused", alert, templates::tr("Wir konnten den Passkey nicht prüfen."),
         templates::tr("Bitte versuchen Sie es noch einmal. Wenn es wieder nicht geht, wählen Sie unten einen anderen "
                       "Weg.")},
        {"passkey_copied", alert, templates::tr("Diesen Passkey haben wir vorsichtshalber nicht angenommen."),
         templates::tr("Vielleicht gibt es von ihm eine Kopie. Bitte wählen Sie unten einen anderen Weg, und entfernen "
                       "Sie den Passkey danach aus Ihrem Konto.")},
        {"passkey_exists", alert, templates::tr("Für dieses Gerät gibt es schon einen Passkey."),
         templates::tr("Sie müssen nichts weiter tun. Für ein weiteres Gerät richten Sie den Passkey dort ein.")},
        {"passkey_too_many", alert,
         templates::trn("Sie haben schon {n} Passkey eingerichtet. Mehr sind nicht möglich.",
                        "Sie haben schon {n} Passkeys eingerichtet. Mehr sind nicht möglich.", 0),
         templates::tr("Bitte entfernen Sie zuerst einen, den Sie nicht mehr brauchen.")},
    };
}

std::vector<MessageEntry> passkey_set_up_messages()
{
    return {
        {"passkey_not_enough", status,
         templates::tr("Der Schlüssel ist eingerichtet. Für diesen Dienst genügt er aber nicht."),
         templates::tr("Er wird auf mehrere Geräte übertragen. Bitte richten Sie noch einen ein, der sein Gerät nie "
                       "verlässt, zum Beispiel einen Sicherheitsschlüssel.")},
    };
}

std::vector<MessageEntry> account_messages()
{
    return {
        {"factor_added", status, templates::tr("Die Authenticator-App ist eingerichtet."),
         templates::tr("Möchten Sie sicher sein, dass niemand sonst angemeldet ist? Dann melden Sie unten alle anderen "
                       "Geräte ab.")},
        {"passkey_added", status, templates::tr("Der Passkey ist eingerichtet."),
         templates::tr("Bei der nächsten Anmeldung wählen Sie „Mit Passkey anmelden“.")},
        {"security_key_added", status, templates::tr("Der Sicherheitsschlüssel ist eingerichtet."),
         templates::tr("Bei der nächsten Anmeldung können Sie ihn nach dem Passwort verwenden.")},
        {"recovery_codes_made", status, templates::tr("Sie haben neue Wiederherstellungscodes."),
         templates::tr("Die früheren gelten nicht mehr.")},
        {"factor_renamed", status, templates::tr("Der Name ist geändert."), {}},
        {"factor_removed", status, templates::tr("Die Authenticator-App ist entfernt."),
         templates::tr("Möchten Sie sicher sein, dass niemand sonst angemeldet ist? Dann melden Sie unten alle anderen "
                       "Geräte ab.")},
        {"passkey_removed", status, templates::tr("Der Passkey ist entfernt."),
         templates::tr("Zeigt Ihr Gerät ihn noch an? Dann löschen Sie ihn bitte auch dort.")},
        {"security_key_removed", status, templates::tr("Der Sicherheitsschlüssel ist entfernt."), {}},
        {"factor_gone", status, templates::tr("Diesen zweiten Faktor gibt es nicht mehr."), {}},
        {"last_factor", alert, templates::tr("Das ist Ihr einziger zweiter Faktor. Er kann nicht entfernt werden."),
         templates::tr("Fügen Sie bitte zuerst einen anderen hinzu.")},
        {"signed_out_elsewhere", status, templates::tr("Alle anderen Geräte und Apps sind abgemeldet."), {}},
        {"factor_name_missing", alert, templates::tr("Bitte geben Sie einen Namen ein."), {}},
    };
}

std::vector<MessageEntry> const& message_table()
{
    static auto const table = [] {
        auto all = sign_in_messages();
        for (auto const& group : {registration_messages(), totp_messages(), totp_field_messages(), account_messages(),
                                  recovery_code_messages(), recovery_code_outcome_messages(),
                                  passkey_outcome_messages(), passkey_set_up_messages(), field_messages()}) {
            all.insert(all.end(), group.begin(), group.end());
        }
        return all;
    }();
    return table;
}

} // namespace

MessageText message_text(std::string_view code, templates::Text const& detail)
{
    for (auto const& entry : message_table()) {
        if (entry.code == code) {
            auto text = templates::Text::translated(entry.text.source(), entry.text.plural(), detail.count());
            text.with("detail", detail).with("n", detail);
            return {entry.role, text, entry.more};
        }
    }
    throw std::logic_error("there is no message " + std::string{code});
}

std::vector<std::string_view> message_codes()
{
    std::vector<std::string_view> codes;
    for (auto const& entry : message_table()) {
        codes.push_back(entry.code);
    }
    return codes;
}

} // namespace zugang::idp::pages
