// SetupRecoveryCodesPage (/setup/recovery-codes): what recovery codes are for. RecoveryCodesPage: the codes, once.
#pragma once
#include "idp/pages/frame.hpp"
#include <chrono>

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// Posted to /setup/recovery-codes: action=show with `former`, or later, or cancel; where a shown set was never
/// confirmed, action=kept with `set` as well.
struct SetupRecoveryCodesPage {
    Frame frame;
    std::string former = {};     // the set that new codes take the place of, or empty
    std::uint64_t unused = 0;    // its unused codes
    bool shown_now = false;      // the codes of this sign-in may still be shown
    bool shown_before = false;   // they were, and no more: the person may have saved them
    bool may_put_off = false;    // „Später“
    bool has_one_device = false; // the only factor is a key on one device: a second one is offered at once

    static constexpr std::string_view template_name = "pages/setup_recovery_codes.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

/// Posted to /setup/recovery-codes: action=kept with `set`. Printed it is one sheet without anything around it.
struct RecoveryCodesPage {
    Frame frame;
    std::string set = {};
    std::vector<std::string> codes = {}; // grouped
    std::string account_name = {};
    std::string service_host = {}; // of this server
    std::chrono::sys_time<std::chrono::milliseconds> created_at = {};

    static constexpr std::string_view template_name = "pages/recovery_codes.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
