// What a single claim tells a client, in the visitor's words (OIDC Core §5.1).
#pragma once
#include "templates/text.hpp"
#include <string>

namespace zugang::idp::pages {

/// An unknown claim stands by its name.
[[nodiscard]] templates::Text claim_words(std::string const& claim);

} // namespace zugang::idp::pages
