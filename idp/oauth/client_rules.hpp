// The rules check_client is made of, one file per subject. Each failure begins with a member's name.
#pragma once
#include "base/url.hpp"
#include "idp/oauth/client.hpp"

namespace zugang::idp::oauth {

[[nodiscard]] Result<void> check_client_names(Client const& client);
[[nodiscard]] Result<void> check_client_authentication(Client const& client);
[[nodiscard]] Result<void> check_client_grants(Client const& client);
[[nodiscard]] Result<void> check_client_addresses(Client const& client);
[[nodiscard]] Result<void> check_client_keys(Client const& client);
[[nodiscard]] Result<void> check_client_profile(Client const& client);

/// https, or http on this very machine.
[[nodiscard]] bool is_secure_or_loopback(Url const& url);

} // namespace zugang::idp::oauth
