// TotpPage (/login/totp): the code of an authenticator app, after the password.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct TotpPage {
    Frame frame; // errors at: code
    std::string account_name = {};
    std::string issuer_name = {};    // what the app writes above the code
    std::string code = {};           // as typed
    bool has_passkeys = false;       // „Mit Passkey oder Sicherheitsschlüssel bestätigen“
    bool has_recovery_codes = false; // „Wiederherstellungscode verwenden“

    static constexpr std::string_view template_name = "pages/totp.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
