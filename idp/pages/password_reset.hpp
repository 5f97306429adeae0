// PasswordResetPage (/link/reset-password): the new password, twice. Posted to /link/reset-password.
#pragma once
#include "idp/pages/frame.hpp"
#include <chrono>
#include <cstddef>

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

enum class PasswordResetState {
    ask,
    done,
    expired, // with a link to /password/forgot
    used,
    mangled,
    replaced
};

struct PasswordResetPage {
    Frame frame; // errors at: password, password_repeat
    PasswordResetState state = PasswordResetState::ask;
    std::string id = {};       // of the link; hidden field `id`
    std::string username = {}; // hidden from sight, for password managers; may be empty
    std::size_t minimum_length = 12;
    std::chrono::milliseconds valid_for = std::chrono::hours{1};

    static constexpr std::string_view template_name = "pages/password_reset.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

/// /login/new-password: a right password that has become known must be changed before going on. Posted to itself.
struct PasswordChangePage {
    Frame frame; // errors at: password, password_repeat
    std::string username = {};
    std::size_t minimum_length = 12;

    static constexpr std::string_view template_name = "pages/password_change.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
