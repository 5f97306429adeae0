// The mails: the leaflet's wording, both parts of the same content, German below every other language.
#include "doctest.h"
#include "engine_for_tests.hpp"
#include "idp/mail/mails.hpp"
#include "markup.hpp"
#include <algorithm>
#include <array>

namespace mail = zugang::idp::mail;
namespace templates = zugang::templates;
using templates::Language;
using zugang::tests::product_engine;
using zugang::tests::read_markup;

namespace {

constexpr auto confirm_link = "https://id.example/link/confirm-email?id=0ceeb74&x=1";

mail::ConfirmEmailMail confirm_mail()
{
    return {"mustermann@web.de", confirm_link, "https://id.example/login"};
}

constexpr std::array notice_kinds{mail::NoticeKind::factor_added,       mail::NoticeKind::factor_removed,
                                  mail::NoticeKind::recovery_code_used, mail::NoticeKind::new_device,
                                  mail::NoticeKind::many_failures,      mail::NoticeKind::password_changed,
                                  mail::NoticeKind::passkey_copied};

mail::NoticeMail notice_mail(mail::NoticeKind kind, std::uint64_t codes_left = 9)
{
    return {.kind = kind,
            .at = zugang::from_seconds(1795698300),
            .what = std::string{"Mein Telefon"},
            .codes_left = codes_left,
            .not_me_link = "https://id.example/link/not-me?id=zgm_1"};
}

std::vector<mail::Mail> all_mails(Language language)
{
    auto const& engine = product_engine();
    std::vector<mail::Mail> mails{
        confirm_mail().render(engine, language),
        mail::AccountExistsMail{"mustermann@web.de", "https://id.example/login", "https://id.example/password/forgot"}
            .render(engine, language),
        mail::PasswordResetMail{"mustermann75", "https://id.example/link/reset-password?id=1"}.render(engine, language),
        mail::UnlockDeviceMail{"mustermann75", "https://id.example/link/unlock-device?id=1"}.render(engine, language),
        mail::UsernameReminderMail{"mustermann75", "https://id.example/login"}.render(engine, language)};
    for (auto const kind : notice_kinds) {
        for (std::uint64_t const codes_left : {0U, 1U, 9U})
            mails.push_back(notice_mail(kind, codes_left).render(engine, language));
    }
    return mails;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

/// The words of a text without white space and what only one of the two parts has between them.
std::string words_only(std::string text)
{
    for (auto const& [entity, letter] : {std::pair<std::string, std::string>{"&quot;", "\""},
                                         {"&#39;", "'"},
                                         {"&lt;", "<"},
                                         {"&gt;", ">"},
                                         {"&amp;", "&"}}) {
        for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + letter.size())) {
            text.replace(at, entity.size(), letter);
        }
    }
    std::erase_if(text, [](char letter) { return letter == ' ' || letter == '\n' || letter == '-'; });
    return text;
}

} // namespace

TEST_CASE("the mail that asks to confirm an address has the leaflet's words")
{
    auto const mail = confirm_mail().render(product_engine(), Language::de);
    CHECK(mail.subject == "Bestätigung Ihrer E-Mail-Adresse");
    CHECK(mail.text.starts_with(
        "Guten Tag,\n\nSie haben im Portal der Bundesagentur für Arbeit folgende E-Mail-Adresse "
        "angegeben:\nmustermann@web.de\n\nBitte bestätigen Sie diese E-Mail-Adresse, indem Sie auf "
        "folgenden Link klicken:\nhttps://id.example/link/confirm-email?id=0ceeb74&x=1\n\nWichtig: "
        "Bestätigen Sie Ihre E-Mail-Adresse innerhalb von 24 Stunden.\n\n"));
    for (auto const* line :
         {"Mit freundlichen Grüßen\nIhre Bundesagentur für Arbeit\n", "0800 4 5555 01 (gebührenfrei)\n",
          "\nZur Anmeldung: https://id.example/login\n", "Sie haben sich nicht registriert?",
          "Menschen mit Hörbeeinträchtigungen", "Kontaktdaten für weitere Anliegen."}) {
        CHECK_MESSAGE(contains(mail.text, line), line);
    }
}

TEST_CASE("text and HTML say the same")
{
    for (auto const& info : templates::all_languages()) {
        for (auto const& mail : all_mails(info.language)) {
            CAPTURE(mail.subject);
            auto const elements = read_markup(mail.html);
            auto const body = std::ranges::find(elements, "body", &zugang::tests::Element::name);
            CHECK(words_only(body->text) == words_only(mail.subject + mail.text));
        }
    }
}

TEST_CASE("a mail in another language has the German one below, each marked with its language")
{
    for (auto const language : {Language::en, Language::uk}) {
        auto const mails = all_mails(language);
        auto const german = all_mails(Language::de);
        for (std::size_t index = 0; index < mails.size(); ++index) {
            CHECK(mails[index].subject != german[index].subject);
            CHECK(mails[index].text.ends_with(german[index].subject + "\n\n" + german[index].text));
            CHECK(contains(mails[index].html, "<div lang=\"de\" dir=\"ltr\">"));
            CHECK(contains(mails[index].html, "<html lang=\"" + std::string{templates::tag_of(language)} + "\""));
            CHECK_FALSE(contains(german[index].html, "<div lang=\"de\""));
        }
    }
}

TEST_CASE("no mail loads anything, has style or script, or leaves something of its template")
{
    for (auto const& info : templates::all_languages()) {
        for (auto const& mail : all_mails(info.language)) {
            CHECK_FALSE(contains(mail.html + mail.text, "{{"));
            CHECK(contains(mail.text, "0800 4 5555 01"));
            for (auto const& element : read_markup(mail.html)) {
                CHECK_FALSE(element.has("style"));
                CHECK_FALSE(element.has("src"));
                CHECK(element.name != "style");
                CHECK(element.name != "script");
                CHECK(element.name != "img");
            }
        }
    }
}

TEST_CASE("the HTML part escapes what the text part shows as it is")
{
    auto const rendered = mail::ConfirmEmailMail{"<b>\"x\"@web.de", confirm_link, "https://id.example/login"}.render(
        product_engine(), Language::uk);
    CHECK(contains(rendered.text, "\n<b>\"x\"@web.de\n"));
    CHECK(contains(rendered.html, "&lt;b&gt;&quot;x&quot;@web.de"));
    CHECK(contains(rendered.html, "<a href=\"https://id.example/link/confirm-email?id=0ceeb74&amp;x=1\">"));
    CHECK_FALSE(contains(rendered.html, "<b>"));
}

TEST_CASE("no subject tells of an account, a password's content or a name")
{
    for (auto const& mail : all_mails(Language::de)) {
        CHECK_FALSE(contains(mail.subject, "mustermann"));
        CHECK_FALSE(contains(mail.subject, "Konto"));
        CHECK_FALSE(contains(mail.subject, "\n"));
    }
}

TEST_CASE("a notice says what happened, when in German time, and how to object")
{
    auto const mail = notice_mail(mail::NoticeKind::factor_added).render(product_engine(), Language::de);
    CHECK(mail.subject == "Ein zweiter Faktor wurde eingerichtet");
    CHECK(mail.text.starts_with(
        "Guten Tag,\n\nfür Ihre Anmeldung wurde ein zweiter Faktor eingerichtet:\nMein Telefon\n\nZeitpunkt: "
        "26.11.2026, 14:05 Uhr\n\nWaren Sie das? Dann brauchen Sie nichts zu tun.\n\n"));
    CHECK(contains(mail.text, ":\nhttps://id.example/link/not-me?id=zgm_1\n"));
    CHECK(contains(mail.text, "\nDer Link gilt 72 Stunden und nur ein Mal.\n"));
}

TEST_CASE("a used recovery code is told with how many are left, and the last one with what to do")
{
    auto const text = [](std::uint64_t left) {
        return notice_mail(mail::NoticeKind::recovery_code_used, left).render(product_engine(), Language::de).text;
    };
    CHECK(contains(text(9), "Sie haben noch 9 Wiederherstellungscodes."));
    CHECK(contains(text(1), "Sie haben noch 1 Wiederherstellungscode."));
    CHECK_FALSE(contains(text(1), "letzter"));
    CHECK(contains(text(0), "Das war Ihr letzter Wiederherstellungscode."));
    CHECK_FALSE(contains(text(0), "Sie haben noch"));
}
