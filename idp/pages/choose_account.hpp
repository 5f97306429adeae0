// ChooseAccountPage (/choose-account): which of the signed-in accounts goes on. Posted to /choose-account.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct AccountChoice {
    std::string value; // of the button `account`
    std::string name;  // address or username as shown
};

/// Each account is a button name="account" with its value; „Anderes Konto verwenden“ has the value "other".
struct ChooseAccountPage {
    Frame frame;
    std::vector<AccountChoice> accounts = {};

    static constexpr std::string_view template_name = "pages/choose_account.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
