// ErrorPage: what happened, what to do, and a number to read out on the phone.
#pragma once
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// Codes: bad_request csrf invalid_client invalid_redirect_uri invalid_request not_found method_not_allowed too_large
/// too_many_requests server_busy server_error maintenance registration_closed. An unknown code reads as server_error.
struct ErrorPage {
    Frame frame;
    std::string code;      // data-error
    std::string reference; // "4F7-K2Q"

    static constexpr std::string_view template_name = "pages/error.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

/// All codes with a wording of their own.
[[nodiscard]] std::vector<std::string_view> error_codes();

} // namespace zugang::idp::pages
