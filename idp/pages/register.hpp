// RegisterPage (/register): address, password twice, terms. Posted to /register.
#pragma once
#include "idp/pages/frame.hpp"
#include <cstddef>

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct RegisterPage {
    Frame frame; // errors at: email, password, password_repeat, accept_terms
    std::string email = {};
    std::string suggestion = {};     // „Meinten Sie max@web.de?“, a hint that does not block
    bool accept_terms = false;       // keeps the tick when the page comes again
    std::size_t minimum_length = 12; // of the password

    static constexpr std::string_view template_name = "pages/register.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
