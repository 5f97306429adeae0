// FormPostPage: response_mode=form_post (OAuth 2.0 Form Post Response Mode): a form that sends itself.
#pragma once
#include "idp/pages/frame.hpp"
#include <utility>

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct FormPostPage {
    Frame frame;
    std::string client_name = {};
    std::string address; // the verified redirect URI
    std::vector<std::pair<std::string, std::string>> parameters = {};

    static constexpr std::string_view template_name = "pages/form_post.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
