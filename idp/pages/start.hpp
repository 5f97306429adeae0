// StartPage (/): choice between signing in and registering, or where a signed-in visitor goes on.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct StartPage {
    Frame frame;
    bool registration_open = true;
    std::string account_name = {};     // shown as „Sie sind angemeldet als …“ where frame.signed_in
    std::string continue_address = {}; // „Weiter“, where frame.signed_in and not empty

    static constexpr std::string_view template_name = "pages/start.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
