// HelpPage (/help): answers to the usual problems, and the legal sections.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct HelpPage {
    Frame frame;
    std::string sender = {}; // „kontoservice@…“, to look for in the mailbox

    static constexpr std::string_view template_name = "pages/help.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
