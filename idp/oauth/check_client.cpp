#include "base/json.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/oauth/client.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>

namespace zugang::idp::oauth {
namespace {

constexpr std::size_t longest_id = 255;
constexpr std::size_t longest_name = 200; // code points
constexpr std::size_t longest_uri = 2048;
constexpr std::size_t most_uris = 100;
constexpr std::size_t longest_metadata = JsonLimits{}.bytes; // a longer one could not be read back

bool is_loopback(Url const& url)
{
    return url.host == "127.0.0.1" || url.host == "[::1]" || url.host == "localhost";
}

bool is_secure_or_loopback(Url const& url)
{
    return url.scheme == "https" || (url.scheme == "http" && is_loopback(url));
}

/// RFC 8252 §7.1: a private-use scheme is a domain name written backwards, so it has a dot ("javascript:" has none).
bool is_private_use(Url const& url)
{
    return url.scheme.find('.') != std::string::npos;
}

/// Empty where the address may be registered. Here alone a URL is taken apart: at a sign-in the comparison is of bytes.
std::string_view find_uri_problem(std::string_view uri, Client const& client)
{
    if (uri.size() > longest_uri)
        return "is longer than 2048 characters";
    auto const url = parse_url(uri);
    if (!url)
        return "is no absolute address";
    if (url->has_fragment)
        return "has a fragment";
    if (uri.find('*') != std::string_view::npos)
        return "has a wildcard; addresses are compared exactly";
    if (is_secure_or_loopback(*url))
        return "";
    if (client.type == ApplicationType::native && is_private_use(*url))
        return "";
    return client.type == ApplicationType::native
               ? "must begin with https://, http://127.0.0.1, http://[::1] or a private scheme such as com.example.app:"
               : "must begin with https:// (http:// is for localhost, 127.0.0.1 and [::1])";
}

Result<void> check_uri_list(std::string_view name, std::vector<std::string> const& uris, Client const& client)
{
    if (uris.size() > most_uris)
        return failure(std::string(name) + " holds more than 100 addresses");
    for (auto const& uri : uris)
        if (auto const problem = find_uri_problem(uri, client); !problem.empty())
            return failure(std::string(name) + ": " + json_quote(uri) + " " + std::string(problem));
    return {};
}

Result<void> check_names(Client const& client)
{
    bool const is_visible = std::ranges::all_of(client.id, [](char c) { return c > 0x20 && c < 0x7f; });
    if (client.id.empty() || client.id.size() > longest_id || !is_visible)
        return failure("client_id must have 1 to 255 ASCII characters without blanks");
    if (!is_utf8(client.name) || has_control_characters(client.name) || count_code_points(client.name) > longest_name)
        return failure("client_name must have at most 200 characters and no control characters");
    for (auto const& word : client.scope)
        if (!is_known_scope(word))
            return failure("scope: " + json_quote(word) + " is not known; known are " +
                           join_words({known_scopes().begin(), known_scopes().end()}));
    return {};
}

Result<void> check_authentication(Client const& client)
{
    bool const must_be_public = client.type == ApplicationType::native || client.type == ApplicationType::spa;
    if (must_be_public && client.is_confidential())
        return failure("token_endpoint_auth_method must be \"none\": a " + std::string(to_name(client.type)) +
                       " client cannot keep a secret");
    if (client.type == ApplicationType::service && !client.is_confidential())
        return failure("token_endpoint_auth_method must not be \"none\" for a service");
    if (client.is_confidential() != client.secret_hash.has_value())
        return failure(client.is_confidential() ? "client_secret is missing"
                                                : "client_secret is given to a client that does not authenticate");
    if (!client.require_pkce && !client.is_confidential())
        return failure("PKCE can be left out only by a client with a secret");
    return {};
}

Result<void> check_grants(Client const& client)
{
    bool const is_service = client.type == ApplicationType::service;
    for (auto const& grant : client.grant_types) {
        bool const fits =
            is_service ? grant == "client_credentials" : grant == "authorization_code" || grant == "refresh_token";
        if (!fits)
            return failure("grant_types: " + json_quote(grant) + " is not available to this type of client");
    }
    if (is_service && !client.redirect_uris.empty())
        return failure("redirect_uris: a service has none");
    if (!is_service && client.redirect_uris.empty())
        return failure("redirect_uris: at least one is needed");
    return {};
}

} // namespace

Result<void> check_client(Client const& client)
{
    for (auto const check : {&check_names, &check_authentication, &check_grants})
        if (auto const result = check(client); !result)
            return result;
    if (auto const result = check_uri_list("redirect_uris", client.redirect_uris, client); !result)
        return result;
    if (auto const result = check_uri_list("post_logout_redirect_uris", client.post_logout_redirect_uris, client);
        !result)
        return result;
    for (auto const& [name, uri] : {std::pair{"client_uri", client.client_uri}, std::pair{"logo_uri", client.logo_uri},
                                    std::pair{"policy_uri", client.policy_uri}, std::pair{"tos_uri", client.tos_uri}}) {
        auto const url = parse_url(uri);
        if (!uri.empty() && (!url || !is_secure_or_loopback(*url) || uri.size() > longest_uri))
            return failure(std::string(name) + " must begin with https://");
    }
    if (to_metadata(client).size() > longest_metadata)
        return failure("the metadata of a client has at most 64 KiB");
    return {};
}

} // namespace zugang::idp::oauth
