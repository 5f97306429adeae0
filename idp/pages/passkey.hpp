// PasskeyPage (/login/passkey): a passkey or security key as the second factor, or because a service wants one.
// PasskeyUpgradePage (/login/passkey/upgrade): the browser makes a passkey in passing, if it likes.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// Posted to /login/passkey/prove: challenge and credential, or later.
struct PasskeyPage {
    Frame frame;
    std::string account_name = {};
    std::string options = {};        // PasskeyOptions::to_json()
    bool is_demanded = false;        // by the service: a code is not as good
    bool has_apps = false;           // „Code aus der Authenticator-App verwenden“
    bool may_put_off = false;        // „Ohne Passkey weiter“: the service wishes one, and takes less
    bool has_recovery_codes = false; // „Wiederherstellungscode verwenden“

    static constexpr std::string_view template_name = "pages/passkey.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

/// Posted to /login/passkey/upgrade: challenge, and credential where the browser made one.
struct PasskeyUpgradePage {
    Frame frame;
    std::string options = {}; // PasskeyOptions::to_json()

    static constexpr std::string_view template_name = "pages/passkey_upgrade.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
