#include "base/json.hpp"
#include "idp/oauth/client_rules.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::oauth {
namespace {

constexpr std::string_view ciba = "urn:openid:params:grant-type:ciba";

// FAPI 2.0 §5.4.1: PKCS #1 v1.5 signatures are not to be used.
Result<void> check_profile_algorithms(Client const& client)
{
    using Pair = std::pair<std::string_view, std::optional<keys::Algorithm>>;
    for (auto const& [name, algorithm] :
         std::array{Pair{"id_token_signed_response_alg", client.id_token_algorithm},
                    Pair{"userinfo_signed_response_alg", client.userinfo.algorithm},
                    Pair{"introspection_signed_response_alg", client.introspection.algorithm},
                    Pair{"authorization_signed_response_alg", client.authorization.algorithm},
                    Pair{"token_endpoint_auth_signing_alg", client.assertion_algorithm},
                    Pair{"request_object_signing_alg", client.request_object_algorithm},
                    Pair{"backchannel_authentication_request_signing_alg", client.backchannel_request_algorithm}})
        if (algorithm == keys::Algorithm::rs256)
            return failure(std::string(name) + ": RS256 is not for the profile " +
                           std::string(to_name(client.profile)));
    return {};
}

// What FAPI 2.0 §5.3.2.1 and FAPI CIBA §5.2.2 both want of a client.
Result<void> check_strong_client(Client const& client)
{
    std::string const profile(to_name(client.profile));
    if (!client.is_confidential() || client.has_secret())
        return failure("token_endpoint_auth_method must be private_key_jwt, tls_client_auth or "
                       "self_signed_tls_client_auth for the profile " +
                       profile);
    if (!client.dpop_bound_access_tokens && !client.certificate_bound_access_tokens)
        return failure("dpop_bound_access_tokens or tls_client_certificate_bound_access_tokens must be true for the "
                       "profile " +
                       profile);
    return check_profile_algorithms(client);
}

Result<void> check_fapi2(Client const& client)
{
    if (auto const checked = check_strong_client(client); !checked)
        return checked;
    if (!client.require_pkce)
        return failure("zugang_require_pkce must be true for the profile fapi2");
    if (!client.require_pushed_authorization_requests)
        return failure("require_pushed_authorization_requests must be true for the profile fapi2");
    bool const is_code_alone = std::ranges::all_of(client.response_types, [](auto const& t) { return t == "code"; });
    if (!is_code_alone || client.may_use("implicit"))
        return failure("response_types may only hold code for the profile fapi2");
    for (auto const& uri : client.redirect_uris)
        if (client.type != ApplicationType::native && !uri.starts_with("https://"))
            return failure("redirect_uris: " + json_quote(uri) + " must begin with https:// for the profile fapi2");
    return {};
}

Result<void> check_fapi_ciba(Client const& client)
{
    if (auto const checked = check_strong_client(client); !checked)
        return checked;
    // Its rules are for the back channel: the code flow would be left without any of a profile's.
    for (auto const& grant : client.grant_types)
        if (grant != ciba && grant != "refresh_token")
            return failure("grant_types: " + json_quote(grant) + " is not for the profile fapi-ciba");
    if (!client.may_use(ciba))
        return failure("grant_types must hold " + std::string(ciba) + " for the profile fapi-ciba");
    if (!client.backchannel_request_algorithm)
        return failure("backchannel_authentication_request_signing_alg is needed for the profile fapi-ciba");
    return {};
}

} // namespace

Result<void> check_client_profile(Client const& client)
{
    switch (client.profile) {
    case Profile::oidc:
        return {};
    case Profile::fapi2:
        return check_fapi2(client);
    case Profile::fapi_ciba:
        return check_fapi_ciba(client);
    }
    return {};
}

} // namespace zugang::idp::oauth
