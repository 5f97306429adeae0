// ChooseFactorPage (/login/second-factor): the security notice (leaflet screen 7). Posted to /login/second-factor.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// What the sign-in asks for: any second factor, or no less than a passkey.
enum class WantedFactor { any, passkey, hardware };

struct ChooseFactorPage {
    Frame frame;
    WantedFactor wanted = WantedFactor::any; // other than `any`: authenticator apps are not offered
    bool offers_security_keys = true;
    bool may_put_off = false; // „Später einrichten“

    static constexpr std::string_view template_name = "pages/choose_factor.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
