// LoginExpiredPage: the sign-in took too long; „Neu anmelden“ starts again with the same client and address.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct LoginExpiredPage {
    Frame frame;
    std::string restart_address = "/";

    static constexpr std::string_view template_name = "pages/login_expired.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
