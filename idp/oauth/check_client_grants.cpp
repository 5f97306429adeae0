#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/oauth/client_rules.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::oauth {
namespace {

constexpr std::string_view ciba = "urn:openid:params:grant-type:ciba";

struct GrantRule {
    std::string_view name;
    bool needs_authentication;
};
constexpr std::array<GrantRule, 7> grant_rules{{{"authorization_code", false},
                                                {"refresh_token", false},
                                                {"implicit", false},
                                                {"client_credentials", true}, // RFC 6749 §4.4
                                                {"urn:ietf:params:oauth:grant-type:device_code", false},
                                                {"urn:ietf:params:oauth:grant-type:token-exchange", true},
                                                {ciba, true}}}; // CIBA §7.1

/// Each with its words sorted.
constexpr std::array<std::string_view, 6> known_response_types{"code",          "id_token",   "id_token token",
                                                               "code id_token", "code token", "code id_token token"};

Result<void> check_grant_names(Client const& client)
{
    for (auto const& grant : client.grant_types) {
        auto const rule = std::ranges::find(grant_rules, std::string_view{grant}, &GrantRule::name);
        if (rule == grant_rules.end())
            return failure("grant_types: " + json_quote(grant) + " is not known");
        if (rule->needs_authentication && !client.is_confidential())
            return failure("grant_types: " + json_quote(grant) + " is for clients that authenticate");
    }
    if (client.grant_types.empty() || client.grant_types == std::vector<std::string>{"refresh_token"})
        return failure("grant_types: a client needs a way to a first token");
    return {};
}

Result<void> check_response_types(Client const& client)
{
    for (auto const& type : client.response_types) {
        if (std::ranges::find(known_response_types, type) == known_response_types.end())
            return failure("response_types: " + json_quote(type) + " is not known");
        auto const words = split_words(type);
        if (has_word(words, "code") && !client.may_use("authorization_code"))
            return failure("response_types: " + json_quote(type) + " needs the grant type authorization_code");
        if (words != std::vector<std::string>{"code"} && !client.may_use("implicit"))
            return failure("response_types: " + json_quote(type) + " needs the grant type implicit");
    }
    return {};
}

Result<void> check_redirects_for_grants(Client const& client)
{
    if (client.type == ApplicationType::service && !client.redirect_uris.empty())
        return failure("redirect_uris: a service has none");
    bool const redirects = client.may_use("authorization_code") || client.may_use("implicit");
    if (redirects && client.type == ApplicationType::service)
        return failure("grant_types: a service sends nobody to a browser");
    if (redirects && client.redirect_uris.empty())
        return failure("redirect_uris: at least one is needed");
    return {};
}

// CIBA §4.
Result<void> check_ping(Client const& client)
{
    if (client.ping_mode == PingMode::ping && client.notification_endpoint.empty())
        return failure("backchannel_client_notification_endpoint is needed to be pinged");
    if (client.ping_mode == PingMode::ping && !client.may_use(ciba))
        return failure("backchannel_token_delivery_mode is for the grant type " + std::string(ciba));
    return {};
}

} // namespace

Result<void> check_client_grants(Client const& client)
{
    for (auto const check : {&check_grant_names, &check_response_types, &check_redirects_for_grants, &check_ping})
        if (auto const checked = check(client); !checked)
            return checked;
    return {};
}

} // namespace zugang::idp::oauth
