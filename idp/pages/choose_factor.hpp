// ChooseFactorPage (/login/second-factor): the security notice (leaflet screen 7). Posted to /login/second-factor.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct ChooseFactorPage {
    Frame frame;
    bool may_put_off = false; // „Später einrichten“

    static constexpr std::string_view template_name = "pages/choose_factor.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
