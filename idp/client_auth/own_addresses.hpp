// The addresses under which a path of this server is known: what a client may have written into what it signed.
#pragma once
#include "idp/config/config.hpp"
#include <string_view>
#include <vector>

namespace zugang::idp::client_auth {

/// From the configuration alone: a Host header is anybody's word.
[[nodiscard]] std::vector<std::string> own_addresses(std::string_view path, config::Config const& config);

} // namespace zugang::idp::client_auth
