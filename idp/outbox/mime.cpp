#include "idp/outbox/mime.hpp"
#include "base/base64url.hpp"
#include "base/text.hpp"
#include "idp/outbox/ascii_domain.hpp"
#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/format.h>

namespace zugang::idp::outbox {
namespace {

constexpr std::size_t longest_plain_header = 60;
constexpr std::size_t bytes_per_word = 45; // 60 characters of base64: with the frame under RFC 2047's 75
constexpr std::size_t longest_line = 76;   // RFC 2045 §6.7

bool is_control(char letter)
{
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
}

// A line break in a subject or name would let its author write headers of his own.
std::string without_controls(std::string_view text)
{
    std::string clean{text};
    std::ranges::replace_if(clean, is_control, ' ');
    return clean;
}

bool continues_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

bool is_plain(std::string_view text)
{
    return text.size() <= longest_plain_header && text.find("=?") == std::string_view::npos &&
           std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

/// Encoded words, each of whole characters and on a line of its own.
std::string b_words(std::string_view text)
{
    std::string words;
    for (std::size_t start = 0; start < text.size();) {
        auto end = std::min(start + bytes_per_word, text.size());
        while (end < text.size() && end > start + 1 && continues_character(text[end]))
            --end;
        words += words.empty() ? "" : "\r\n ";
        words += "=?UTF-8?B?" + base64_encode(bytes_of(text.substr(start, end - start))) + "?=";
        start = end;
    }
    return words;
}

std::string encode_name(std::string_view name)
{
    auto const is_simple = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == ' ' || letter == '-';
    };
    if (std::ranges::all_of(name, is_simple) && name.size() <= longest_plain_header)
        return std::string{name};
    if (is_plain(name) && name.find_first_of("\"\\") == std::string_view::npos)
        return "\"" + std::string{name} + "\"";
    return b_words(name); // characters such as < and , have a meaning in this header; in a B-word they have none
}

/// "Tue, 24 Nov 2026 06:11:45 +0000"
std::string rfc5322_date(Instant at)
{
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const day = std::chrono::floor<std::chrono::days>(at);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{std::chrono::floor<std::chrono::seconds>(at - day)};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", days.at(std::chrono::weekday{day}.c_encoding()),
                       static_cast<unsigned>(date.day()), months.at(static_cast<unsigned>(date.month()) - 1),
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::string part(std::string_view boundary, std::string_view type, std::string_view content)
{
    return fmt::format("--{}\r\nContent-Type: {}; charset=utf-8\r\n"
                       "Content-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n",
                       boundary, type, quoted_printable(content));
}

} // namespace

Result<Mailbox> parse_mailbox(std::string_view text)
{
    text = trim(text);
    Mailbox mailbox;
    auto const open = text.rfind('<');
    if (open == std::string_view::npos) {
        mailbox.address = text;
    } else {
        if (!text.ends_with('>'))
            return failure("the sender's address has no closing '>'");
        mailbox.address = trim(text.substr(open + 1, text.size() - open - 2));
        auto name = trim(text.substr(0, open));
        if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"'))
            name = name.substr(1, name.size() - 2);
        if (name.find_first_of("<>") != std::string_view::npos)
            return failure("more than one sender");
        mailbox.name = name;
    }
    if (mailbox.address.find_first_of(" <>,;\r\n\t") != std::string::npos || !ascii_address(mailbox.address))
        return failure("the sender's address is not an e-mail address");
    return mailbox;
}

std::string encode_header(std::string_view text)
{
    auto const clean = without_controls(text);
    return is_plain(clean) ? clean : b_words(clean);
}

std::string quoted_printable(std::string_view text)
{
    std::string out;
    std::size_t column = 0;
    auto const append = [&](std::string_view piece) {
        if (column + piece.size() > longest_line - 1) { // room for the '=' of a soft break
            out += "=\r\n";
            column = 0;
        }
        out += piece;
        column += piece.size();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const letter = text[i];
        if (letter == '\r')
            continue;
        if (letter == '\n') {
            out += "\r\n";
            column = 0;
            continue;
        }
        bool const is_last = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
        bool const is_blank = letter == ' ' || letter == '\t';
        bool const is_literal = (letter > ' ' && letter <= '~' && letter != '=') || (is_blank && !is_last);
        if (is_literal)
            append({&text[i], 1});
        else
            append(fmt::format("={:02X}", static_cast<unsigned char>(letter)));
    }
    return out;
}

std::string compose(MessageFacts const& facts, mail::Mail const& mail)
{
    auto const from = ascii_address(facts.from.address).value_or("");
    auto const domain = from.substr(from.find('@') + 1);
    auto const name = encode_name(without_controls(facts.from.name));
    auto const boundary = "=_" + facts.id; // '=' is always encoded in the parts: it cannot occur in them
    return fmt::format("Date: {}\r\n"
                       "From: {}{}<{}>\r\n"
                       "To: <{}>\r\n"
                       "Subject: {}\r\n"
                       "Message-ID: <{}@{}>\r\n"
                       "Auto-Submitted: auto-generated\r\n"
                       "MIME-Version: 1.0\r\n"
                       "Content-Type: multipart/alternative; boundary=\"{}\"\r\n\r\n",
                       rfc5322_date(facts.date), name, name.empty() ? "" : " ", from, without_controls(facts.to),
                       encode_header(mail.subject), facts.id, domain, boundary) +
           part(boundary, "text/plain", mail.text) + part(boundary, "text/html", mail.html) + "--" + boundary +
           "--\r\n";
}

} // namespace zugang::idp::outbox
