// The way for a device whose passwords wait: „Link per E-Mail senden“ and the link's own page.
#pragma once
#include "idp/pages/frame.hpp"
#include <chrono>

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// /login/unlock?sent=1: the same whether there is an account or not.
struct UnlockSentPage {
    Frame frame;
    std::chrono::milliseconds valid_for = std::chrono::minutes{30};

    static constexpr std::string_view template_name = "pages/unlock_sent.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

enum class UnlockDeviceState { ask, done, expired, used, mangled, replaced };

/// /link/unlock-device: a button, posted to itself.
struct UnlockDevicePage {
    Frame frame;
    UnlockDeviceState state = UnlockDeviceState::ask;
    std::string id = {};       // of the link; hidden field `id`
    std::string username = {}; // shown with the question
    std::chrono::milliseconds valid_for = std::chrono::minutes{30};

    static constexpr std::string_view template_name = "pages/unlock_device.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
