// SetupTotpPage (/setup/totp): an authenticator app gets its key, and shows with a code that it has it.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// Two forms posted to /setup/totp: the code, and action=new_key.
struct SetupTotpPage {
    Frame frame; // errors at: code, name
    std::string account_name = {};
    std::string otpauth_uri = {};
    std::string key_in_groups = {};
    bool on_phone = false; // the app is probably on this device: its link comes before the QR code
    std::string code = {}; // as typed
    std::string name = {}; // as typed

    static constexpr std::string_view template_name = "pages/setup_totp.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
