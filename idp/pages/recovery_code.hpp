// RecoveryCodePage (/login/recovery-code): a recovery code in place of the app's. RecoveryCodeUsedPage: how many are
// left.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct RecoveryCodePage {
    Frame frame; // errors at: code
    std::string account_name = {};
    std::string sample_code = {}; // what a code looks like
    std::string code = {};        // as typed
    bool has_apps = false;        // „Code aus der Authenticator-App verwenden“
    bool has_passkeys = false;    // „Mit Passkey oder Sicherheitsschlüssel bestätigen“
    bool has_codes = false;       // there are unused ones

    static constexpr std::string_view template_name = "pages/recovery_code.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

struct RecoveryCodeUsedPage {
    Frame frame;
    std::uint64_t left = 0;
    std::string next = {}; // where the sign-in goes on

    static constexpr std::string_view template_name = "pages/recovery_code_used.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
