// ConfirmEmailPage (/link/confirm-email): the target of the link in the mail, one page for each state of the link.
#pragma once
#include "idp/pages/frame.hpp"
#include <chrono>

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

enum class ConfirmEmailState {
    ask,       // a button; only POST confirms, since mail scanners open links in advance
    confirmed, // done
    already,   // second click: no error
    expired,   // „Neuen Link senden“, a POST to /link/confirm-email/resend
    mangled,   // incomplete or unknown
    replaced,  // a newer mail was sent
    resent     // a new link is on its way
};

struct ConfirmEmailPage {
    Frame frame;
    ConfirmEmailState state = ConfirmEmailState::ask;
    std::string id = {};           // of the link; hidden field `id` of the forms
    std::string masked_email = {}; // "m…@web.de", in ask, expired and resent; may be empty
    std::chrono::milliseconds valid_for = std::chrono::hours{24};

    static constexpr std::string_view template_name = "pages/confirm_email.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
