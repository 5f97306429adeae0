// LoginPage (/login): username and password on one form, posted to /login.
#pragma once
#include "idp/pages/frame.hpp"
#include "idp/pages/software.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct LoginPage {
    Frame frame; // errors at: username, password
    std::string username = {};
    bool offer_resend = false;     // „E-Mail erneut senden“, a form to POST /register/resend
    bool offer_unlock = false;     // „Link per E-Mail senden“, a form to POST /login/unlock with what was typed
    bool registration_open = true; // „Jetzt registrieren“
    Software software = {};        // of the client that asks

    static constexpr std::string_view template_name = "pages/login.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
