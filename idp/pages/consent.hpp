// ConsentPage (/consent): what the client gets to know; buttons decision=allow and decision=deny.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct ConsentPage {
    Frame frame;
    std::string client_name = {};
    std::string account_name = {};
    std::vector<std::string> scopes = {}; // openid profile email customer offline_access …; unknown ones by their name

    static constexpr std::string_view template_name = "pages/consent.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
