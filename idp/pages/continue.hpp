// ContinuePage: goes on to the client by meta refresh and a link, since form-action applies to redirects after a POST.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct ContinuePage {
    Frame frame;
    std::string client_name = {};
    std::string address; // a verified http, https or private-use address; anything else is a std::logic_error

    std::vector<std::string> frames = {}; // addresses of clients to load before it goes on; verified

    static constexpr std::string_view template_name = "pages/continue.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
