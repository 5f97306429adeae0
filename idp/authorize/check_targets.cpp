#include "idp/authorize/check_list.hpp"
#include "idp/call/targets.hpp"

namespace zugang::idp::authorize {

/// RFC 8707 §2: where the access token is to be used, if not at this server itself.
void check_resource(Received const& received, oauth::AuthorizationRequest& request, Services& on)
{
    request.resources = check_resources(received.parameters, on);
}

/// RFC 9396 §2, §5.
void check_authorization_details(Received const& received, oauth::AuthorizationRequest& request, Services& on)
{
    request.authorization_details = idp::check_authorization_details(received.parameters, request.client, on);
}

} // namespace zugang::idp::authorize
