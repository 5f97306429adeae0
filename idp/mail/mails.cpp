#include "idp/mail/mails.hpp"
#include <stdexcept>

namespace zugang::idp::mail {
namespace {

constexpr auto german = templates::Language::de;

/// A mail's two templates, its subject and its values.
struct MailContent {
    std::string name; // "mail/confirm_email"
    templates::Text subject;
    templates::Context values;
};

std::string html_document(templates::Engine const& engine, templates::Language language, MailContent const& content)
{
    auto const& info = templates::info_of(language);
    auto const own = engine.render(content.name + ".html", language, content.values);
    auto const below =
        language == german ? std::string{} : engine.render(content.name + ".html", german, content.values);
    templates::Context layout;
    layout.text("language_tag", std::string{info.tag}).text("direction", std::string{info.direction});
    layout.text("subject", content.subject).text("german_subject", engine.translate(content.subject, german));
    layout.html("own", {own}).html("german", {below}).flag("has_german", language != german);
    return engine.render("mail/layout.html", language, layout);
}

std::string plain_text(templates::Engine const& engine, templates::Language language, MailContent const& content)
{
    auto text = engine.render(content.name + ".txt", language, content.values);
    if (language != german) {
        text += "\n----------------------------------------\n" + engine.translate(content.subject, german) + "\n\n" +
                engine.render(content.name + ".txt", german, content.values);
    }
    return text;
}

Mail render_mail(templates::Engine const& engine, templates::Language language, MailContent const& content)
{
    return {engine.translate(content.subject, language), plain_text(engine, language, content),
            html_document(engine, language, content)};
}

MailContent content_of(ConfirmEmailMail const& mail)
{
    MailContent content{"mail/confirm_email", templates::tr("Bestätigung Ihrer E-Mail-Adresse"), {}};
    content.values.text("email", mail.email).text("link", mail.link).text("sign_in_link", mail.sign_in_link);
    content.values.text("valid_for", templates::duration_words(mail.valid_for));
    return content;
}

MailContent content_of(AccountExistsMail const& mail)
{
    // The subject says nothing of an account: others may read over the shoulder.
    MailContent content{"mail/account_exists", templates::tr("Ihre Registrierung"), {}};
    content.values.text("email", mail.email).text("sign_in_link", mail.sign_in_link);
    content.values.text("password_forgot_link", mail.password_forgot_link);
    return content;
}

MailContent content_of(PasswordResetMail const& mail)
{
    MailContent content{"mail/password_reset", templates::tr("Passwort zurücksetzen"), {}};
    content.values.text("username", mail.username).text("link", mail.link);
    content.values.text("valid_for", templates::duration_words(mail.valid_for));
    return content;
}

MailContent content_of(UnlockDeviceMail const& mail)
{
    MailContent content{"mail/unlock_device", templates::tr("Anmeldung an einem neuen Gerät"), {}};
    content.values.text("username", mail.username).text("link", mail.link);
    content.values.text("valid_for", templates::duration_words(mail.valid_for));
    return content;
}

MailContent content_of(UsernameReminderMail const& mail)
{
    MailContent content{"mail/username_reminder", templates::tr("Ihr Benutzername"), {}};
    content.values.text("username", mail.username).text("sign_in_link", mail.sign_in_link);
    return content;
}

std::string template_of(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::factor_added:
        return "mail/factor_added";
    case NoticeKind::factor_removed:
        return "mail/factor_removed";
    case NoticeKind::recovery_code_used:
        return "mail/recovery_code_used";
    case NoticeKind::new_device:
        return "mail/new_device";
    case NoticeKind::many_failures:
        return "mail/many_failures";
    case NoticeKind::password_changed:
        return "mail/password_changed";
    case NoticeKind::passkey_copied:
        return "mail/passkey_copied";
    }
    throw std::logic_error{"no such kind of notice"};
}

bool names_something(NoticeKind kind)
{
    return kind == NoticeKind::factor_added || kind == NoticeKind::factor_removed || kind == NoticeKind::new_device ||
           kind == NoticeKind::passkey_copied;
}

MailContent content_of(NoticeMail const& mail)
{
    MailContent content{template_of(mail.kind), subject_of(mail.kind), {}};
    content.values.text("at", templates::date_words(mail.at)).text("not_me_link", mail.not_me_link);
    content.values.text("valid_for", templates::duration_words(mail.valid_for));
    if (names_something(mail.kind))
        content.values.text("what", mail.what);
    if (mail.kind == NoticeKind::recovery_code_used) {
        content.values.text("codes_left",
                            templates::trn("Sie haben noch {n} Wiederherstellungscode.",
                                           "Sie haben noch {n} Wiederherstellungscodes.", mail.codes_left));
        content.values.flag("was_last", mail.codes_left == 0).flag("has_more", mail.codes_left > 0);
    }
    return content;
}

} // namespace

templates::Text subject_of(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::factor_added:
        return templates::tr("Ein zweiter Faktor wurde eingerichtet");
    case NoticeKind::factor_removed:
        return templates::tr("Ein zweiter Faktor wurde entfernt");
    case NoticeKind::recovery_code_used:
        return templates::tr("Ein Wiederherstellungscode wurde verwendet");
    case NoticeKind::new_device:
        return templates::tr("Anmeldung auf einem neuen Gerät");
    case NoticeKind::many_failures:
        return templates::tr("Viele fehlgeschlagene Anmeldeversuche");
    case NoticeKind::password_changed:
        return templates::tr("Ihr Passwort wurde geändert");
    case NoticeKind::passkey_copied:
        return templates::tr("Ihr Passkey wurde vielleicht kopiert");
    }
    throw std::logic_error{"no such kind of notice"};
}

Mail ConfirmEmailMail::render(templates::Engine const& engine, templates::Language language) const
{
    return render_mail(engine, language, content_of(*this));
}

Mail AccountExistsMail::render(templates::Engine const& engine, templates::Language language) const
{
    return render_mail(engine, language, content_of(*this));
}

Mail PasswordResetMail::render(templates::Engine const& engine, templates::Language language) const
{
    return render_mail(engine, language, content_of(*this));
}

Mail UnlockDeviceMail::render(templates::Engine const& engine, templates::Language language) const
{
    return render_mail(engine, language, content_of(*this));
}

Mail UsernameReminderMail::render(templates::Engine const& engine, templates::Language language) const
{
    return render_mail(engine, language, content_of(*this));
}

Mail NoticeMail::render(templates::Engine const& engine, templates::Language language) const
{
    return render_mail(engine, language, content_of(*this));
}

templates::Declarations declarations()
{
    templates::Declarations all;
    auto const declare = [&all](MailContent const& content) {
        all.push_back({content.name + ".txt", content.values});
        all.push_back({content.name + ".html", content.values});
    };
    declare(content_of(ConfirmEmailMail{}));
    declare(content_of(AccountExistsMail{}));
    declare(content_of(PasswordResetMail{}));
    declare(content_of(UnlockDeviceMail{}));
    declare(content_of(UsernameReminderMail{}));
    for (auto const kind :
         {NoticeKind::factor_added, NoticeKind::factor_removed, NoticeKind::recovery_code_used, NoticeKind::new_device,
          NoticeKind::many_failures, NoticeKind::password_changed, NoticeKind::passkey_copied})
        declare(content_of(NoticeMail{.kind = kind}));
    templates::Context layout;
    layout.text("language_tag", {}).text("direction", {}).text("subject", {}).text("german_subject", {});
    layout.html("own", {}).html("german", {}).flag("has_german", true);
    all.push_back({"mail/layout.html", layout});
    return all;
}

} // namespace zugang::idp::mail
