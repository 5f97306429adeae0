#include "idp/call/targets.hpp"
#include "base/json.hpp"
#include "base/url.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>

namespace zugang::idp {
namespace {

constexpr std::size_t most_resources = 10;
constexpr std::size_t most_details = 20;
// Kept within other JSON (a request, a grant, a token): what is accepted must fit the limits of whoever reads that.
constexpr JsonLimits details_limits{.bytes = 8192, .depth = 8, .members = 200};

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

std::vector<std::string> check_resources(http::Parameters const& parameters, Services& on, std::string_view wanted)
{
    std::vector<std::string> resources;
    for (auto const& [name, value] : parameters.all()) {
        if (name != wanted || value.empty())
            continue;
        auto const url = parse_url(value);
        if (!url || url->has_fragment)
            throw oauth::Error{oauth::ErrorKind::invalid_target, "resource is not an absolute address"};
        if (value != on.config.issuer && !oauth::has_word(on.config.oidc.resources, value))
            throw oauth::Error{oauth::ErrorKind::invalid_target, "resource is not known to this server"};
        if (!oauth::has_word(resources, value))
            resources.push_back(value);
    }
    if (resources.size() > most_resources)
        throw oauth::Error{oauth::ErrorKind::invalid_target, "more than 10 resources"};
    return resources;
}

std::string check_authorization_details(http::Parameters const& parameters, oauth::Client const& client, Services& on)
{
    auto const text = parameters.find_filled("authorization_details");
    if (!text)
        return "";
    auto const details = Json::parse(*text, details_limits);
    if (!details || !details->is_array() || details->items().empty() || details->items().size() > most_details)
        refuse_details("authorization_details is not a JSON array of 1 to 20 objects, or too large");
    for (auto const& detail : details->items())
        check_detail(detail, client, on.config);
    return details->dump();
}

bool has_forbidden_double(http::Parameters const& parameters)
{
    return std::ranges::any_of(parameters.all(), [&](auto const& field) {
        return field.first != "resource" && field.first != "audience" && parameters.is_doubled(field.first);
    });
}

} // namespace zugang::idp
