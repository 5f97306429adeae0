#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/oauth/client_rules.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>

namespace zugang::idp::oauth {
namespace {

constexpr std::size_t longest_id = 255;
constexpr std::size_t longest_name = 200; // code points
constexpr std::size_t most_entries = 100;
constexpr std::size_t longest_metadata = JsonLimits{}.bytes; // a longer one could not be read back

bool is_plain_text(std::string_view text)
{
    return is_utf8(text) && !has_control_characters(text) && count_code_points(text) <= longest_name;
}

Result<void> check_lists(Client const& client)
{
    using Pair = std::pair<std::string_view, std::vector<std::string> const&>;
    for (auto const& [name, list] :
         {Pair{"contacts", client.contacts}, Pair{"default_acr_values", client.default_acr_values},
          Pair{"authorization_details_types", client.authorization_details_types}})
        if (list.size() > most_entries || !std::ranges::all_of(list, is_plain_text))
            return failure(std::string(name) + " must have at most 100 entries of at most 200 characters");
    return {};
}

} // namespace

Result<void> check_client_names(Client const& client)
{
    bool const is_visible = std::ranges::all_of(client.id, [](char c) { return c > 0x20 && c < 0x7f; });
    if (client.id.empty() || client.id.size() > longest_id || !is_visible)
        return failure("client_id must have 1 to 255 ASCII characters without blanks");
    if (!is_plain_text(client.name))
        return failure("client_name must have at most 200 characters and no control characters");
    if (!is_plain_text(client.software_id))
        return failure("software_id must have at most 200 characters and no control characters");
    if (!is_plain_text(client.software_version))
        return failure("software_version must have at most 200 characters and no control characters");
    for (auto const& word : client.scope)
        if (!is_known_scope(word))
            return failure("scope: " + json_quote(word) + " is not known; known are " +
                           join_words({known_scopes().begin(), known_scopes().end()}));
    if (client.default_max_age && *client.default_max_age < 0)
        return failure("default_max_age must not be negative");
    return check_lists(client);
}

Result<void> check_client(Client const& client)
{
    for (auto const check : {&check_client_names, &check_client_authentication, &check_client_grants,
                             &check_client_addresses, &check_client_keys, &check_client_profile})
        if (auto const result = check(client); !result)
            return result;
    if (to_metadata(client).size() > longest_metadata)
        return failure("the metadata of a client has at most 64 KiB");
    return {};
}

Result<void> check_offered(Client const& client, Offer const& offer)
{
    using Pair = std::pair<std::string_view, std::optional<keys::Algorithm>>;
    for (auto const& [name, algorithm] : {Pair{"id_token_signed_response_alg", client.id_token_algorithm},
                                          Pair{"userinfo_signed_response_alg", client.userinfo.algorithm},
                                          Pair{"introspection_signed_response_alg", client.introspection.algorithm},
                                          Pair{"authorization_signed_response_alg", client.authorization.algorithm}})
        if (algorithm && std::ranges::find(offer.algorithms, keys::to_name(*algorithm)) == offer.algorithms.end())
            return failure(std::string(name) + ": " + std::string(keys::to_name(*algorithm)) +
                           " is not in keys.algorithms");
    if (client.may_use("implicit") && !offer.implicit)
        return failure("grant_types: implicit is switched off (oidc.implicit)");
    return {};
}

} // namespace zugang::idp::oauth
