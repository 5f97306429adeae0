#include "idp/authorize/check_list.hpp"
#include <algorithm>

namespace zugang::idp::authorize {
namespace {

bool is_registered(oauth::Client const& client, oauth::ResponseType const& type)
{
    return std::ranges::any_of(client.response_types,
                               [&](std::string const& name) { return oauth::parse_response_type(name) == type; });
}

} // namespace

/// Tokens from the authorization endpoint pass through the browser (RFC 9700 §2.1.2), so the operator must want them,
/// and the client must have registered the very combination.
void check_response_type(Received const& received, oauth::AuthorizationRequest& request, Services& on)
{
    auto const text = received.parameters.get("response_type");
    if (text.empty())
        throw oauth::Error{oauth::ErrorKind::invalid_request, "response_type is missing"};
    auto const type = oauth::parse_response_type(text);
    if (!type || (!type->is_code_alone() && !on.config.oidc.implicit))
        throw oauth::Error{oauth::ErrorKind::unsupported_response_type, "this response_type is not supported"};
    bool const may_use_code = !type->code || request.client.may_use("authorization_code");
    if (!is_registered(request.client, *type) || !may_use_code)
        throw oauth::Error{oauth::ErrorKind::unauthorized_client,
                           "the client is not registered for this response_type"};
    auto const is_bound = request.client.dpop_bound_access_tokens || request.client.certificate_bound_access_tokens;
    if (type->token && is_bound) // nobody proves a key here: a bearer token would undo what the client registered
        throw oauth::Error{oauth::ErrorKind::unauthorized_client,
                           "the client's access tokens are bound to a key; this response_type cannot bind them"};
    request.response_type = *type;
}

void check_response_mode(Received const& received, oauth::AuthorizationRequest& request, Services&)
{
    auto const way = oauth::parse_response_way(received.parameters.get("response_mode"), request.response_type);
    if (!way)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "this response_mode is not known, or not for this type"};
    request.response_mode = way->mode;
    request.response_is_jwt = way->is_jwt;
}

/// OIDC Core §3.2.2.1, §3.3.2.11: an ID token from the authorization endpoint could be replayed without one.
void check_nonce(Received const& received, oauth::AuthorizationRequest& request, Services&)
{
    request.nonce = received.parameters.find_filled("nonce");
    if (request.response_type.id_token && !request.nonce)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "nonce is missing"};
}

} // namespace zugang::idp::authorize
