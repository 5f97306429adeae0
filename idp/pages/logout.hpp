// LogoutPage and LoggedOutPage (/logout): asks, and then says that it is done.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// „Abmelden“ posts to /logout.
struct LogoutPage {
    Frame frame;
    std::string account_name = {};
    bool others_stay = false; // some client of the session is not told and stays signed in
    std::string request = {}; // hidden field `request`, what the confirmed sign-out goes on with; may be empty

    static constexpr std::string_view template_name = "pages/logout.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

struct LoggedOutPage {
    Frame frame;
    std::string back_address = {}; // verified; a link „Zurück zu …“ where not empty
    std::string client_name = {};
    std::vector<std::string> frames = {}; // addresses of clients to load; verified

    static constexpr std::string_view template_name = "pages/logged_out.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
