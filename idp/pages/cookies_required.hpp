// CookiesRequiredPage: the browser takes no cookie; steps and „Erneut versuchen“.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct CookiesRequiredPage {
    Frame frame;
    std::string retry_address = "/";

    static constexpr std::string_view template_name = "pages/cookies_required.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
