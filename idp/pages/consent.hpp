// ConsentPage (/consent): what the client gets to know and may do; buttons decision=allow and decision=deny.
#pragma once
#include "idp/pages/frame.hpp"
#include "idp/pages/software.hpp"
#include <utility>

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

/// One of the authorization_details (RFC 9396): its type, and its members by name, taken apart for reading. Both come
/// from the client.
struct ConsentDeed {
    std::string type;
    std::vector<std::pair<std::string, std::string>> members;
};

struct ConsentPage {
    Frame frame;
    std::string client_name = {};
    std::string account_name = {};
    std::vector<std::string> scopes = {}; // openid profile email customer offline_access …; unknown ones by their name
    std::vector<std::string> claims = {}; // single ones beside those of the scopes: "birthdate", …
    std::vector<std::string> resources = {}; // addresses of the services that get the tokens, besides the client
    std::vector<ConsentDeed> deeds = {};
    Software software = {};

    static constexpr std::string_view template_name = "pages/consent.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
