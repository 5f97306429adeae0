// UsernameForgotPage (/username/forgot): asks for the e-mail address. Posted to /username/forgot.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct UsernameForgotPage {
    Frame frame; // errors at: email
    std::string email = {};

    static constexpr std::string_view template_name = "pages/username_forgot.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

/// The neutral answer: the same whether there is an account or not.
struct UsernameForgotSentPage {
    Frame frame;

    static constexpr std::string_view template_name = "pages/username_forgot_sent.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
