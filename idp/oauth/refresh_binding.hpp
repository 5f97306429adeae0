// RefreshBinding decides two things: whether a grant gets a refresh token at all, and whether it outlives the sign-in
// it came from (OIDC Core §11).
#pragma once
#include "idp/oauth/client.hpp"

namespace zugang::idp::oauth {

/// Whether the grant goes on when the session ends.
[[nodiscard]] bool outlives_session(RefreshBinding binding, std::vector<std::string> const& scope);
/// Whether the code's redemption hands out a refresh token.
[[nodiscard]] bool gets_refresh_token(Client const& client, std::vector<std::string> const& scope);

} // namespace zugang::idp::oauth
