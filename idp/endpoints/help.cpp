#include "idp/endpoints/help.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/help.hpp"

namespace zugang::idp::endpoints {
namespace {

/// "Zugang <kontoservice@example.org>" → "kontoservice@example.org".
std::string address_of_mailbox(std::string const& mailbox)
{
    auto const open = mailbox.find('<');
    auto const close = mailbox.find('>', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos)
        return mailbox;
    return mailbox.substr(open + 1, close - open - 1);
}

constexpr Duration security_txt_lifetime = std::chrono::days{180};

} // namespace

http::Response get_help(Call const& call, Services& on)
{
    pages::HelpPage const page{.frame = make_frame(call, on), .sender = address_of_mailbox(on.config.mail.from)};
    return show(page.render(on.templates));
}

http::Response get_security_txt(Call const& call, Services& on)
{
    return http::text(
        200, "Contact: mailto:" + address_of_mailbox(on.config.mail.from) +
                 "\nExpires: " + to_rfc3339(call.now + security_txt_lifetime) +
                 "\nPreferred-Languages: de, en\nCanonical: " + on.config.address("/.well-known/security.txt") + "\n");
}

} // namespace zugang::idp::endpoints
