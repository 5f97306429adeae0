// DevicePage, DeviceConfirmPage, DeviceDonePage (/device): a code from another device is typed, confirmed, done with.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// Posted to /device.
struct DevicePage {
    Frame frame; // errors at: user_code
    std::string user_code = {};

    static constexpr std::string_view template_name = "pages/device.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

/// Buttons decision=allow and decision=deny, posted to /device/decision.
struct DeviceConfirmPage {
    Frame frame;
    std::string client_name = {};
    std::string account_name = {};
    std::string user_code = {}; // in groups, to compare with the device
    std::vector<std::string> scopes = {};

    static constexpr std::string_view template_name = "pages/device_confirm.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

struct DeviceDonePage {
    Frame frame;
    std::string client_name = {};
    bool allowed = false;

    static constexpr std::string_view template_name = "pages/device_done.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
