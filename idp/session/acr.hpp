// acr: the levels of a sign-in this server knows, and what a request demands of them (OIDC Core §2, §5.5.1.1;
// RFC 9470 §4, §5).
#pragma once
#include "idp/oauth/authorization_request.hpp"
#include <span>
#include <string_view>

namespace zugang::idp::session {

/// The levels somebody can reach here, weakest first.
[[nodiscard]] std::span<std::string_view const> reachable_levels();
/// The values of an essential acr (claims.id_token.acr); nothing where the request demands none. acr_values is only a
/// wish and never fails.
[[nodiscard]] std::vector<std::string> const* essential_acr(oauth::AuthorizationRequest const& request);
/// Whether some sign-in here could satisfy the request. Where not, asking the person would be in vain.
[[nodiscard]] bool is_reachable(oauth::AuthorizationRequest const& request);

} // namespace zugang::idp::session
