// What a scope lets a client know or do, in the visitor's words: for every page that asks for consent.
#pragma once
#include "templates/context.hpp"
#include <string>
#include <vector>

namespace zugang::idp::pages {

/// Adds `has_scopes` and the list `scopes` (each with `scope_words`). openid is left out: that one signs in has a
/// sentence of its own. Unknown words stand by their name.
void add_scopes(templates::Context& context, std::vector<std::string> const& scopes);

} // namespace zugang::idp::pages
