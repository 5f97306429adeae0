#include "idp/token/endpoint.hpp"
#include "idp/call/targets.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"
#include "idp/token/grants/grants.hpp"
#include <array>

namespace zugang::idp::token {
namespace {

struct GrantType {
    std::string_view name;
    http::Response (*handle)(client_auth::AuthenticatedClient const& client, Call const& call, Services& on);
};

constexpr std::array grant_types{
    GrantType{"authorization_code", grants::authorization_code},
    GrantType{"refresh_token", grants::refresh_token},
    GrantType{"client_credentials", grants::client_credentials},
    GrantType{"urn:ietf:params:oauth:grant-type:device_code", grants::device_code},
    GrantType{"urn:ietf:params:oauth:grant-type:token-exchange", grants::token_exchange},
    GrantType{"urn:openid:params:grant-type:ciba", grants::ciba},
};

GrantType const& find_grant_type(std::string const& name)
{
    if (name.empty())
        throw oauth::Error{oauth::ErrorKind::invalid_request, "grant_type is missing"};
    for (auto const& type : grant_types) {
        if (type.name == name)
            return type;
    }
    throw oauth::Error{oauth::ErrorKind::unsupported_grant_type, "this grant_type is not supported"};
}

} // namespace

http::Response post_token(Call const& call, Services& on)
{
    if (!call.has_form)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "the body must be application/x-www-form-urlencoded"};
    if (has_forbidden_double(call.form))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "a parameter occurs more than once"};
    auto const client = client_auth::authenticate_client(call, on);
    auto const& type = find_grant_type(call.form.get("grant_type"));
    if (!oauth::has_word(client.client().grant_types, type.name))
        throw oauth::Error{oauth::ErrorKind::unauthorized_client, "the client may not use this grant_type"};
    return type.handle(client, call, on);
}

} // namespace zugang::idp::token
