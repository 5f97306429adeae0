// SetupPasskeyPage (/setup/passkey): a passkey or security key gets a name, and the browser makes it (WebAuthn L3
// §5.1.3).
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// Posted to /setup/passkey: name, suggested, kind, challenge, and credential, which the script fills in.
struct SetupPasskeyPage {
    Frame frame; // errors at: name
    bool is_security_key = false;
    std::string name = {};          // as suggested, or as typed
    std::string suggested = {};     // so that a name nobody changed may still become a better one
    std::string options = {};       // PasskeyOptions::to_json()
    std::string challenge = {};     // with `credential`, the browser's answer, kept while the name is mended: nobody
    std::string credential = {};    // touches a key twice
    bool needs_hardware = false;    // the service wants a key that cannot leave its device
    bool offers_totp = false;       // an authenticator app is as good here
    bool offers_other_kind = false; // a security key in place of a passkey, or the other way round
    bool is_choice = false;         // the security notice led here, and leads further
    bool is_second_way = false;     // the page of recovery codes did

    static constexpr std::string_view template_name = "pages/setup_passkey.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
