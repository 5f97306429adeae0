#include "idp/endpoints/help.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/help.hpp"

namespace zugang::idp::endpoints {
namespace {

constexpr Duration security_txt_lifetime = std::chrono::days{180};

} // namespace

http::Response get_help(Call const& call, Services& on)
{
    pages::HelpPage const page{.frame = make_frame(call, on), .sender = on.config.mail.sender_address()};
    return show(page.render(on.templates));
}

http::Response get_security_txt(Call const& call, Services& on)
{
    return http::text(
        200, "Contact: mailto:" + on.config.mail.sender_address() +
                 "\nExpires: " + to_rfc3339(call.now + security_txt_lifetime) +
                 "\nPreferred-Languages: de, en\nCanonical: " + on.config.address("/.well-known/security.txt") + "\n");
}

} // namespace zugang::idp::endpoints
