#include "base/email_address.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <array>
#include <vector>

namespace zugang {
namespace {

constexpr std::size_t longest_address = 254; // RFC 5321 §4.5.3.1.3, less the angle brackets
constexpr std::size_t longest_local_part = 64;
constexpr std::size_t longest_label = 63;

bool is_alphanumeric(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}

bool is_local_part(std::string_view local)
{
    constexpr std::string_view signs = "!#$%&'*+-/=?^_`{|}~.";
    return !local.empty() && local.size() <= longest_local_part && local.front() != '.' && local.back() != '.' &&
           local.find("..") == std::string_view::npos && std::ranges::all_of(local, [&](char letter) {
               return is_alphanumeric(letter) || signs.find(letter) != std::string_view::npos;
           });
}

bool is_label(std::string_view label)
{
    return !label.empty() && label.size() <= longest_label && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char letter) {
               return is_alphanumeric(letter) || letter == '-' || static_cast<unsigned char>(letter) >= 0x80;
           });
}

/// `domain` after NFKC, so that a full-width dot or a hidden space has become what it stands for.
bool is_domain(std::string_view domain)
{
    std::size_t labels = 0;
    std::string_view last;
    for (auto rest = domain;;) {
        auto const dot = rest.find('.');
        last = rest.substr(0, dot);
        if (!is_label(last))
            return false;
        ++labels;
        if (dot == std::string_view::npos)
            break;
        rest.remove_prefix(dot + 1);
    }
    bool const is_number = std::ranges::all_of(last, [](char letter) { return letter >= '0' && letter <= '9'; });
    return labels >= 2 && !is_number;
}

constexpr auto mail_domains =
    std::to_array<std::string_view>({"web.de",       "gmx.de",      "gmx.net",     "gmx.at",      "gmx.com",
                                     "t-online.de",  "freenet.de",  "arcor.de",    "gmail.com",   "googlemail.com",
                                     "outlook.de",   "outlook.com", "hotmail.de",  "hotmail.com", "live.de",
                                     "live.com",     "msn.com",     "yahoo.de",    "yahoo.com",   "icloud.com",
                                     "me.com",       "aol.com",     "aol.de",      "posteo.de",   "mailbox.org",
                                     "email.de",     "online.de",   "vodafone.de", "o2online.de", "1und1.de",
                                     "kabelmail.de", "proton.me",   "ukr.net",     "i.ua",        "meta.ua",
                                     "yandex.ru",    "mail.ru",     "bk.ru",       "wp.pl",       "o2.pl",
                                     "abv.bg",       "mail.bg",     "yahoo.ro",    "mynet.com",   "arbeitsagentur.de"});

/// Whether one slip leads from one to the other: a letter too many, missing, wrong, or two swapped.
bool is_one_slip_apart(std::string_view a, std::string_view b)
{
    if (a.size() < b.size())
        std::swap(a, b);
    if (a.size() - b.size() > 1 || a == b)
        return false;
    auto const at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in2 - b.begin());
    if (a.size() != b.size())
        return a.substr(at + 1) == b.substr(at);
    if (a.substr(at + 1) == b.substr(at + 1))
        return true;
    return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
}

} // namespace

bool is_email_address(std::string_view address)
{
    auto const at = address.find('@');
    if (address.size() > longest_address || at == std::string_view::npos || !is_utf8(address) ||
        has_control_characters(address))
        return false;
    auto const domain = normalise_nfkc(address.substr(at + 1));
    return domain && domain->size() <= longest_address && is_local_part(address.substr(0, at)) && is_domain(*domain);
}

std::string suggest_email(std::string_view address)
{
    auto const at = address.rfind('@');
    if (at == std::string_view::npos)
        return {};
    auto const domain = to_lower_ascii(address.substr(at + 1));
    if (std::ranges::find(mail_domains, domain) != mail_domains.end())
        return {};
    for (auto const known : mail_domains) {
        // Short domains have too many honest neighbours one letter away.
        if (known.size() >= 6 && is_one_slip_apart(domain, known))
            return std::string{address.substr(0, at + 1)} + std::string{known};
    }
    return {};
}

} // namespace zugang
