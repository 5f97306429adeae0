// PasswordForgotPage (/password/forgot): asks whose password it is. Posted to /password/forgot.
#pragma once
#include "idp/pages/frame.hpp"
#include <chrono>

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct PasswordForgotPage {
    Frame frame; // errors at: username
    std::string username = {};

    static constexpr std::string_view template_name = "pages/password_forgot.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

/// The neutral answer: the same whether there is an account or not.
struct PasswordForgotSentPage {
    Frame frame;
    std::chrono::milliseconds valid_for = std::chrono::hours{1};

    static constexpr std::string_view template_name = "pages/password_forgot_sent.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
