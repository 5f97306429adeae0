#include "idp/oauth/refresh_binding.hpp"
#include "idp/oauth/scope.hpp"

namespace zugang::idp::oauth {

bool outlives_session(RefreshBinding binding, std::vector<std::string> const& scope)
{
    switch (binding) {
    case RefreshBinding::offline_access:
        return has_word(scope, "offline_access");
    case RefreshBinding::session:
        return false;
    case RefreshBinding::alone:
        return true;
    }
    return false;
}

bool gets_refresh_token(Client const& client, std::vector<std::string> const& scope)
{
    if (!has_word(client.grant_types, "refresh_token"))
        return false;
    return client.refresh_binding != RefreshBinding::offline_access || has_word(scope, "offline_access");
}

} // namespace zugang::idp::oauth
