// RegisterSentPage (/register/sent): what to do next; looks by itself whether the address is confirmed.
#pragma once
#include "base/clock.hpp"
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// The script asks GET /register/sent/state?flow=… every five seconds for JSON; where it has "confirmed": true the page
/// goes on to /register/sent?check=1&flow=…, which is also where „Weiter“ leads: to the sign-in, or back here with the
/// message not_confirmed_yet. „E-Mail erneut senden“ posts to /register/resend?flow=…, „E-Mail-Adresse korrigieren“ is
/// a link to /register?correct=1&flow=….
struct RegisterSentPage {
    Frame frame;
    std::string email;
    Instant valid_until;
    std::chrono::milliseconds valid_for = std::chrono::hours{24};
    std::string suggestion = {}; // „Meinten Sie max@web.de?“ for a likely slip of the pen; may be empty
    std::string sender = {};     // „kontoservice@…“, to look for in the mailbox

    static constexpr std::string_view template_name = "pages/register_sent.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
