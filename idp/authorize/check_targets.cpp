#include "base/json.hpp"
#include "base/url.hpp"
#include "idp/authorize/check_list.hpp"
#include "idp/oauth/scope.hpp"

namespace zugang::idp::authorize {
namespace {

constexpr std::size_t most_resources = 10;
constexpr std::size_t most_details = 20;

[[noreturn]] void refuse_details(char const* description)
{
    throw oauth::Error{oauth::ErrorKind::invalid_authorization_details, description};
}

void check_detail(Json const& detail, oauth::Client const& client, config::Config const& config)
{
    auto const type = detail.string("type");
    if (!type)
        refuse_details("each of authorization_details is an object with a type");
    if (!oauth::has_word(config.oidc.authorization_details_types, *type))
        refuse_details("authorization_details has a type this server does not know");
    if (!oauth::has_word(client.authorization_details_types, *type))
        refuse_details("authorization_details has a type this client is not registered for");
}

} // namespace

/// RFC 8707 §2: where the access token is to be used, if not at this server itself.
void check_resource(Received const& received, oauth::AuthorizationRequest& request, Services& on)
{
    for (auto const& [name, value] : received.parameters.all()) {
        if (name != "resource" || value.empty())
            continue;
        auto const url = parse_url(value);
        if (!url || url->has_fragment)
            throw oauth::Error{oauth::ErrorKind::invalid_target, "resource is not an absolute address"};
        if (value != on.config.issuer && !oauth::has_word(on.config.oidc.resources, value))
            throw oauth::Error{oauth::ErrorKind::invalid_target, "resource is not known to this server"};
        if (!oauth::has_word(request.resources, value))
            request.resources.push_back(value);
    }
    if (request.resources.size() > most_resources)
        throw oauth::Error{oauth::ErrorKind::invalid_target, "more than 10 resources"};
}

/// RFC 9396 §2, §5: what the type's own members mean, the resource server knows; they are handed on as they came.
void check_authorization_details(Received const& received, oauth::AuthorizationRequest& request, Services& on)
{
    auto const text = received.parameters.find_filled("authorization_details");
    if (!text)
        return;
    auto const details = Json::parse(*text);
    if (!details || !details->is_array() || details->items().empty() || details->items().size() > most_details)
        refuse_details("authorization_details is not a JSON array of 1 to 20 objects");
    for (auto const& detail : details->items())
        check_detail(detail, request.client, on.config);
    request.authorization_details = details->dump();
}

} // namespace zugang::idp::authorize
