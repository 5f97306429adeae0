#include "idp/session/acr.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::session {

std::span<std::string_view const> reachable_levels()
{
    static constexpr std::array<std::string_view, 1> levels{"urn:zugang:acr:password"};
    return levels;
}

std::vector<std::string> const* essential_acr(oauth::AuthorizationRequest const& request)
{
    auto const* const claim = oauth::find_claim(request.claims.id_token, "acr");
    return claim != nullptr && claim->essential && !claim->values.empty() ? &claim->values : nullptr;
}

bool is_reachable(oauth::AuthorizationRequest const& request)
{
    auto const* const demanded = essential_acr(request);
    return demanded == nullptr || std::ranges::any_of(*demanded, [](std::string const& level) {
               return std::ranges::find(reachable_levels(), level) != reachable_levels().end();
           });
}

} // namespace zugang::idp::session
