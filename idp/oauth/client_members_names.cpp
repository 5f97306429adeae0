#include "base/text.hpp"
#include "idp/oauth/client_members.hpp"
#include <algorithm>

namespace zugang::idp::oauth {
namespace {

/// The words of a response type have no order (OAuth 2.0 Multiple Response Types §3); we keep them sorted.
std::string sort_words(std::string const& response_type)
{
    auto words = split_words(response_type);
    std::ranges::sort(words);
    return join_words(words);
}

std::optional<Level> parse_minimum_level(std::string_view acr)
{
    return acr.empty() ? std::optional{Level::none} : find_level(acr);
}

} // namespace

// RFC 7591 §2, OIDC Registration §2, and ours.
void visit_names(ClientMembers& members, Client& client)
{
    members.text("client_id", client.id);
    members.text("client_name", client.name);
    members.word("zugang_type", client.type, parse_application_type);
    members.word("zugang_profile", client.profile, parse_profile);
    members.list("redirect_uris", client.redirect_uris);
    members.list("grant_types", client.grant_types);
    members.list("response_types", client.response_types);
    for (auto& type : client.response_types)
        type = sort_words(type);
    members.words("scope", client.scope);
    members.flag("zugang_trusted", client.trusted);
    members.flag("zugang_require_pkce", client.require_pkce);
    members.word("zugang_minimum_acr", client.minimum_level, parse_minimum_level);
    members.word("zugang_refresh_token", client.refresh_binding, parse_refresh_binding);
    members.list("zugang_exchange_resources", client.exchange_resources);
}

} // namespace zugang::idp::oauth
