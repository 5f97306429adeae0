#include "idp/authorize/check_list.hpp"
#include "idp/authorize/known_parameters.hpp"

namespace zugang::idp::authorize {
namespace {

bool may_repeat(std::string_view name)
{
    auto const* const known = find_known(name);
    return known && known->may_repeat;
}

} // namespace

/// A doubled parameter is read differently by different programs (RFC 6749 §3.1), unknown ones included.
void check_shape(Received const& received, oauth::AuthorizationRequest&, Services&)
{
    auto const& all = received.parameters.all();
    for (auto const& [name, value] : all) {
        if (!may_repeat(name) && received.parameters.is_doubled(name))
            throw oauth::Error{oauth::ErrorKind::invalid_request, "a parameter occurs more than once"};
        auto const* const known = find_known(name);
        if (known && value.size() > known->longest)
            throw oauth::Error{oauth::ErrorKind::invalid_request, std::string{known->name} + " is too long"};
    }
}

/// Self-issued providers are not ours; ignoring the parameter would drop what the client asked for.
void check_offered(Received const& received, oauth::AuthorizationRequest&, Services&)
{
    if (received.parameters.find_filled("registration"))
        throw oauth::Error{oauth::ErrorKind::registration_not_supported, "the registration parameter is not supported"};
}

/// RFC 9126 §5, RFC 9101 §10.5, FAPI 2.0 §5.3.2: who must push or sign cannot be made to ask through the browser alone.
void check_way_in(Received const& received, oauth::AuthorizationRequest& request, Services&)
{
    auto const& client = request.client;
    bool const must_push = client.require_pushed_authorization_requests || client.profile == oauth::Profile::fapi2;
    if (must_push && !received.is_pushed)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "this client must push its authorization requests"};
    if (client.require_signed_request_object && !received.is_signed)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "this client must send a signed request object"};
}

} // namespace zugang::idp::authorize
