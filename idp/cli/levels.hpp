// Levels: how an operator names the level of a sign-in: an acr value, or its last word.
#pragma once
#include "idp/oauth/level.hpp"
#include <string_view>

namespace zugang::idp::cli {

/// "urn:zugang:acr:mfa" or "mfa". Throws WrongUsage for what no sign-in here can reach; `none` alone is
/// oauth::Level::none.
[[nodiscard]] oauth::Level parse_level(std::string_view text);

} // namespace zugang::idp::cli
