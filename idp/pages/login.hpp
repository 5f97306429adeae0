// LoginPage (/login): username and password on one form, posted to /login; a passkey on another, posted to
// /login/with-passkey.
#pragma once
#include "idp/pages/frame.hpp"
#include "idp/pages/software.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// „Mit Passkey anmelden“, and passkeys among what the browser offers in the name field.
struct PasskeyWay {
    std::string options = {};            // session::PasskeyOptions::to_json()
    std::string rp_id = {};              // of these options
    std::string unknown_credential = {}; // base64url; the browser is asked to forget it
};

struct LoginPage {
    Frame frame; // errors at: username, password
    std::string username = {};
    bool offer_resend = false;     // „E-Mail erneut senden“, a form to POST /register/resend
    bool offer_unlock = false;     // „Link per E-Mail senden“, a form to POST /login/unlock with what was typed
    bool registration_open = true; // „Jetzt registrieren“
    Software software = {};        // of the client that asks
    PasskeyWay passkey = {};

    static constexpr std::string_view template_name = "pages/login.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
