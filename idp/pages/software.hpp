// What a client says of itself, shown where people sign in and where they agree (OIDC Registration §2: logo_uri,
// policy_uri, tos_uri).
#pragma once
#include "templates/context.hpp"
#include <string>

namespace zugang::idp::pages {

struct Software {
    std::string logo = {}; // an address of ours: pages load nothing from elsewhere
    std::string website = {};
    std::string policy = {};
    std::string terms = {};
};

/// Adds what the part pages/parts/software.html uses. The addresses are https, as check_client wants them.
void add_software(templates::Context& context, Software const& software);

} // namespace zugang::idp::pages
