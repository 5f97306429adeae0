#include "idp/ciba/request.hpp"
#include "base/text.hpp"
#include "idp/call/targets.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/grant_details.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>
#include <charconv>

namespace zugang::idp::ciba {
namespace {

constexpr std::size_t longest_message = 100; // code points: it must fit a telephone's screen
constexpr std::size_t longest_notification_token = 1024;
constexpr std::size_t longest_acr_values = 1000;

std::vector<std::string> check_ciba_scope(http::Parameters const& parameters, oauth::Client const& client)
{
    auto scope = oauth::allowed_scope(split_words(parameters.get("scope")), client.scope);
    if (!oauth::has_word(scope, "openid"))
        throw oauth::Error{oauth::ErrorKind::invalid_scope, "the scope openid is needed"};
    return scope;
}

/// It stands on two devices at once, so that the person sees that both belong together (CIBA §7.1).
std::string check_binding_message(http::Parameters const& parameters, oauth::Client const& client)
{
    auto message = parameters.get("binding_message");
    if (message.empty() && client.profile == oauth::Profile::fapi_ciba)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "binding_message is missing"};
    if (has_control_characters(message) || count_code_points(message) > longest_message)
        throw oauth::Error{oauth::ErrorKind::invalid_binding_message,
                           "binding_message must have at most 100 characters and no control characters"};
    return message;
}

/// RFC 6750 §2.1: it comes back to the client as a bearer token.
std::string check_notification_token(http::Parameters const& parameters, oauth::Client const& client)
{
    if (client.ping_mode != oauth::PingMode::ping)
        return "";
    auto token = parameters.get("client_notification_token");
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=";
    if (token.empty() || token.size() > longest_notification_token ||
        token.find_first_not_of(allowed) != std::string::npos)
        throw oauth::Error{oauth::ErrorKind::invalid_request,
                           "client_notification_token must have 1 to 1024 characters of a bearer token"};
    return token;
}

Duration check_lifetime(http::Parameters const& parameters, Services& on)
{
    auto const longest = on.config.oidc.ciba_lifetime;
    auto const text = parameters.find_filled("requested_expiry");
    if (!text)
        return Duration{longest};
    std::int64_t seconds = 0;
    auto const [end, problem] = std::from_chars(text->data(), text->data() + text->size(), seconds);
    if (problem != std::errc{} || end != text->data() + text->size() || seconds <= 0)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "requested_expiry must be a positive number of seconds"};
    return std::min(Duration{longest}, Duration{std::chrono::seconds{std::min(seconds, longest.count())}});
}

std::string check_acr_values(http::Parameters const& parameters)
{
    auto const text = parameters.get("acr_values");
    if (text.size() > longest_acr_values || has_control_characters(text))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "acr_values is over-long"};
    return text;
}

} // namespace

AuthenticationRequest check_request(http::Parameters const& parameters, oauth::Client const& client, Services& on)
{
    AuthenticationRequest request;
    request.scope = check_ciba_scope(parameters, client);
    request.binding_message = check_binding_message(parameters, client);
    request.acr_values = check_acr_values(parameters);
    request.notification_token = check_notification_token(parameters, client);
    request.lifetime = check_lifetime(parameters, on);
    request.details = oauth::to_json(
        oauth::GrantDetails{.resources = check_resources(parameters, on),
                            .authorization_details = check_authorization_details(parameters, client, on)});
    return request;
}

} // namespace zugang::idp::ciba
