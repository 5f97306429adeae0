#include "base/json.hpp"
#include "idp/oauth/client_rules.hpp"
#include <algorithm>
#include <array>
#include <set>

namespace zugang::idp::oauth {
namespace {

constexpr std::size_t longest_uri = 2048;
constexpr std::size_t most_uris = 100;

bool is_loopback(Url const& url)
{
    return url.host == "127.0.0.1" || url.host == "[::1]" || url.host == "localhost";
}

/// RFC 8252 §7.1: a private-use scheme is a domain name written backwards, so it has a dot ("javascript:" has none).
bool is_private_use(Url const& url)
{
    return url.scheme.find('.') != std::string::npos;
}

/// Empty where the address may be registered. Here alone a URL is taken apart: at a sign-in the comparison is of bytes.
std::string_view find_redirect_problem(std::string_view uri, Client const& client)
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
    bool const is_native = client.type == ApplicationType::native;
    if (is_secure_or_loopback(*url) || (is_native && is_private_use(*url)))
        return "";
    return is_native ? "must begin with https://, http://127.0.0.1, http://[::1] or a private scheme such as "
                       "com.example.app:"
                     : "must begin with https:// (http:// is for localhost, 127.0.0.1 and [::1])";
}

Result<void> check_redirects(std::string_view name, std::vector<std::string> const& uris, Client const& client)
{
    if (uris.size() > most_uris)
        return failure(std::string(name) + " holds more than 100 addresses");
    for (auto const& uri : uris)
        if (auto const problem = find_redirect_problem(uri, client); !problem.empty())
            return failure(std::string(name) + ": " + json_quote(uri) + " " + std::string(problem));
    return {};
}

// A token in a front-channel answer would cross the network in the clear (OIDC Registration §2, application_type).
Result<void> check_front_channel_redirects(Client const& client)
{
    if (client.type == ApplicationType::native || !client.may_use("implicit"))
        return {};
    for (auto const& uri : client.redirect_uris)
        if (!uri.starts_with("https://"))
            return failure("redirect_uris: " + json_quote(uri) + " must begin with https:// for the implicit grant");
    return {};
}

/// What this server fetches, posts to, shows or frames. http is for this machine alone.
Result<void> check_address(std::string_view name, std::string_view uri, bool may_have_fragment = false)
{
    if (uri.empty())
        return {};
    auto const url = parse_url(uri);
    if (!url || !is_secure_or_loopback(*url))
        return failure(std::string(name) + " must begin with https://");
    if (uri.size() > longest_uri)
        return failure(std::string(name) + " is longer than 2048 characters");
    if (url->has_fragment && !may_have_fragment)
        return failure(std::string(name) + " has a fragment");
    return {};
}

Result<void> check_single_addresses(Client const& client)
{
    using Pair = std::pair<std::string_view, std::string_view>;
    for (auto const& [name, uri] :
         std::array{Pair{"client_uri", client.client_uri}, Pair{"logo_uri", client.logo_uri},
                    Pair{"jwks_uri", client.jwks_uri}, Pair{"sector_identifier_uri", client.sector_identifier_uri},
                    Pair{"backchannel_logout_uri", client.backchannel_logout_uri},
                    Pair{"frontchannel_logout_uri", client.frontchannel_logout_uri},
                    Pair{"backchannel_client_notification_endpoint", client.notification_endpoint}})
        if (auto const checked = check_address(name, uri); !checked)
            return checked;
    for (auto const& [name, uri] : {Pair{"policy_uri", client.policy_uri}, Pair{"tos_uri", client.tos_uri}})
        if (auto const checked = check_address(name, uri, /*may_have_fragment=*/true); !checked)
            return checked;
    // OIDC Registration §2: https without exception.
    if (!client.initiate_login_uri.empty() && !client.initiate_login_uri.starts_with("https://"))
        return failure("initiate_login_uri must begin with https://");
    return check_address("initiate_login_uri", client.initiate_login_uri);
}

Result<void> check_request_uris(Client const& client)
{
    if (client.request_uris.size() > most_uris)
        return failure("request_uris holds more than 100 addresses");
    for (auto const& uri : client.request_uris)
        if (uri.empty() || !check_address("request_uris", uri, /*may_have_fragment=*/true))
            return failure("request_uris: " + json_quote(uri) + " must begin with https://");
    return {};
}

// What stands in oidc.resources, never fetched: any absolute address.
Result<void> check_exchange_resources(Client const& client)
{
    if (client.exchange_resources.size() > most_uris)
        return failure("zugang_exchange_resources holds more than 100 addresses");
    for (auto const& uri : client.exchange_resources)
        if (auto const url = parse_url(uri); !url || url->has_fragment)
            return failure("zugang_exchange_resources: " + json_quote(uri) + " is no absolute address");
    return {};
}

// Front-Channel Logout §2: another site's page would be loaded, and told who signs out, in this client's name.
Result<void> check_front_channel_logout(Client const& client)
{
    auto const url = parse_url(client.frontchannel_logout_uri);
    if (!url)
        return {};
    for (auto const& redirect : client.redirect_uris)
        if (auto const other = parse_url(redirect); other && other->origin() == url->origin())
            return {};
    return failure("frontchannel_logout_uri must be on the host of a redirect address");
}

// OIDC Core §8.1: with several hosts nobody could tell which one is the sector.
Result<void> check_sector(Client const& client)
{
    if (client.subject_type != SubjectType::pairwise || !client.sector_identifier_uri.empty())
        return {};
    std::set<std::string> hosts;
    for (auto const& uri : client.redirect_uris)
        hosts.insert(parse_url(uri).value_or(Url{}).host);
    if (hosts.size() == 1 && !hosts.begin()->empty())
        return {};
    return failure(
        "sector_identifier_uri is needed for pairwise subjects unless all redirect addresses are on one host");
}

} // namespace

bool is_secure_or_loopback(Url const& url)
{
    return url.scheme == "https" || (url.scheme == "http" && is_loopback(url));
}

Result<void> check_client_addresses(Client const& client)
{
    if (auto const checked = check_redirects("redirect_uris", client.redirect_uris, client); !checked)
        return checked;
    if (auto const checked = check_redirects("post_logout_redirect_uris", client.post_logout_redirect_uris, client);
        !checked)
        return checked;
    for (auto const check : {&check_front_channel_redirects, &check_single_addresses, &check_request_uris,
                             &check_exchange_resources, &check_front_channel_logout, &check_sector})
        if (auto const checked = check(client); !checked)
            return checked;
    return {};
}

} // namespace zugang::idp::oauth
