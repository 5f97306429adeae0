#include "idp/outbox/mime.hpp"
#include "base/base64url.hpp"
#include "base/text.hpp"
#include "doctest.h"
#include "idp/outbox/ascii_domain.hpp"

namespace zugang::tests {
namespace outbox = idp::outbox;
namespace mail = idp::mail;

namespace {

outbox::MessageFacts sample_facts()
{
    return {{"Zugang", "kontoservice@example.org"}, "max@web.de", from_seconds(1'795'500'705), "mail_abc"};
}

/// Undoes B-words, by RFC 2047: words next to each other are joined.
std::string decode_words(std::string const& value)
{
    std::string out;
    for (std::size_t at = 0; (at = value.find("=?UTF-8?B?", at)) != std::string::npos;) {
        at += 10;
        auto const end = value.find("?=", at);
        out += text_of(base64_decode(value.substr(at, end - at)).value());
    }
    return out;
}

std::string decode_quoted_printable(std::string const& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=')
            out += text[i];
        else if (text.compare(i, 3, "=\r\n") == 0)
            i += 2;
        else {
            out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        }
    }
    return out;
}

std::size_t longest_line_of(std::string const& text)
{
    std::size_t longest = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find("\r\n", at), text.size());
        longest = std::max(longest, end - at);
        at = end + 2;
    }
    return longest;
}

} // namespace

TEST_CASE("a message has the headers of an automatic mail, and text and HTML as alternatives")
{
    mail::Mail const mail{"Betreff", "Hallo\nWelt\n", "<p>Hallo</p>\n"};
    CHECK(outbox::compose(sample_facts(), mail) ==
          "Date: Tue, 24 Nov 2026 06:11:45 +0000\r\n"
          "From: Zugang <kontoservice@example.org>\r\n"
          "To: <max@web.de>\r\n"
          "Subject: Betreff\r\n"
          "Message-ID: <mail_abc@example.org>\r\n"
          "Auto-Submitted: auto-generated\r\n"
          "MIME-Version: 1.0\r\n"
          "Content-Type: multipart/alternative; boundary=\"=_mail_abc\"\r\n\r\n"
          "--=_mail_abc\r\nContent-Type: text/plain; charset=utf-8\r\n"
          "Content-Transfer-Encoding: quoted-printable\r\n\r\nHallo\r\nWelt\r\n\r\n"
          "--=_mail_abc\r\nContent-Type: text/html; charset=utf-8\r\n"
          "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Hallo</p>\r\n\r\n"
          "--=_mail_abc--\r\n");
}

TEST_CASE("a line break in a subject or name adds no header")
{
    auto facts = sample_facts();
    facts.from.name = "Zugang\r\nBcc: dieb@example.net";
    facts.to = "max@web.de\r\nCc: dieb@example.net";
    auto const message = outbox::compose(facts, {"Betreff\r\nBcc: dieb@example.net\nX: y", "", ""});
    CHECK(message.find("\nBcc:") == std::string::npos);
    CHECK(message.find("\nCc:") == std::string::npos);
    CHECK(message.find("\nX:") == std::string::npos);
}

TEST_CASE("the boundary cannot occur in the parts")
{
    auto const message = outbox::compose(sample_facts(), {"s", "--=_mail_abc--\n", "--=_mail_abc--\n"});
    std::size_t lines = 0;
    for (std::size_t at = 0; (at = message.find("\r\n--=_mail_abc", at)) != std::string::npos; ++at)
        ++lines;
    CHECK(lines == 3);
}

TEST_CASE("UTF-8 in headers becomes words of whole characters, none over 75 characters")
{
    for (std::string const subject : {"Bestätigung Ihrer E-Mail-Adresse",
                                      "Підтвердження вашої електронної адреси — "
                                      "будь ласка, відкрийте посилання сьогодні",
                                      "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"}) {
        auto const encoded = outbox::encode_header(subject);
        CAPTURE(encoded);
        CHECK(decode_words(encoded) == subject);
        CHECK(longest_line_of(encoded) <= 76);
        for (std::size_t at = 0; (at = encoded.find("?B?", at)) != std::string::npos; ++at) {
            auto const word = encoded.substr(at + 3, encoded.find("?=", at) - at - 3);
            CHECK(is_utf8(text_of(base64_decode(word).value())));
        }
    }
}

TEST_CASE("a plain header stays readable, one that looks encoded is encoded")
{
    CHECK(outbox::encode_header("Confirm your address") == "Confirm your address");
    CHECK(decode_words(outbox::encode_header("=?UTF-8?B?eA==?=")) == "=?UTF-8?B?eA==?=");
}

TEST_CASE("quoted-printable keeps lines short and gives the text back")
{
    std::string const text = "Straße = 100 %\n" + std::string(200, 'x') + "ü" + std::string(80, 'y') +
                             "\nam Ende ein Leerzeichen \n\tTab\t\n.Punkt\nKyjiw — Київ\n";
    auto const encoded = outbox::quoted_printable(text);
    CHECK(longest_line_of(encoded) <= 76);
    std::string expected;
    for (char const letter : text)
        expected += letter == '\n' ? std::string{"\r\n"} : std::string{letter};
    CHECK(decode_quoted_printable(encoded) == expected);
    CHECK(encoded.find(" \r\n") == std::string::npos);
    CHECK(encoded.find("\t\r\n") == std::string::npos);
}

TEST_CASE("the sender is read with and without a name")
{
    auto const named = outbox::parse_mailbox("\"Zugang, Kontoservice\" <konto@example.org>");
    REQUIRE(named);
    CHECK(named->name == "Zugang, Kontoservice");
    CHECK(named->address == "konto@example.org");
    CHECK(outbox::parse_mailbox("konto@example.org")->address == "konto@example.org");
    for (std::string const wrong :
         {"", "Zugang", "Zugang <konto@example.org", "a b@example.org", "<a@b.de>, <c@d.de>"}) {
        CAPTURE(wrong);
        CHECK_FALSE(outbox::parse_mailbox(wrong));
    }
}

TEST_CASE("a sender's name with signs of its own is quoted or encoded")
{
    auto facts = sample_facts();
    facts.from.name = "Zugang, Konto";
    CHECK(outbox::compose(facts, {}).find("From: \"Zugang, Konto\" <") != std::string::npos);
    facts.from.name = "Jobcenter Mönchengladbach";
    CHECK(outbox::compose(facts, {}).find("From: =?UTF-8?B?") != std::string::npos);
    facts.from.name = "";
    CHECK(outbox::compose(facts, {}).find("From: <kontoservice@") != std::string::npos);
}

TEST_CASE("internationalised domains travel in their ASCII form")
{
    // Known pairs: RFC 3492 and the IDNA literature.
    CHECK(outbox::ascii_domain("bücher.example") == "xn--bcher-kva.example");
    CHECK(outbox::ascii_domain("BÜCHER.Example") == "xn--bcher-kva.example");
    CHECK(outbox::ascii_domain("straße.de") == "xn--strae-oqa.de");
    CHECK(outbox::ascii_domain("παράδειγμα.δοκιμή") == "xn--hxajbheg2az3al.xn--jxalpdlp");
    CHECK(outbox::ascii_domain("приклад.укр") == "xn--80aikifvh.xn--j1amh");
    CHECK(outbox::ascii_domain("example.org") == "example.org");
    CHECK_FALSE(outbox::ascii_domain("a..b"));
    CHECK_FALSE(outbox::ascii_domain(""));
    CHECK_FALSE(outbox::ascii_domain("\xff.de"));
    CHECK(outbox::ascii_domain(std::string(63, 'a') + ".de"));
    CHECK_FALSE(outbox::ascii_domain(std::string(64, 'a') + ".de"));
}

TEST_CASE("an address with more than ASCII before the at sign cannot be written")
{
    CHECK(outbox::ascii_address("max@müller.de") == "max@xn--mller-kva.de");
    CHECK_FALSE(outbox::ascii_address("mäx@web.de"));
    CHECK_FALSE(outbox::ascii_address("max"));
    CHECK_FALSE(outbox::ascii_address("a b@web.de"));
}

} // namespace zugang::tests
