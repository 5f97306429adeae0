#include "idp/authorize/identify.hpp"
#include "idp/authorize/known_parameters.hpp"
#include "idp/call/page_error.hpp"
#include "store/clients.hpp"

namespace zugang::idp::authorize {
namespace {

/// The value of a parameter that was sent once and is not over-long; an error must not carry any other.
std::optional<std::string> find_sound(http::Parameters const& parameters, std::string_view name, std::size_t longest)
{
    auto value = parameters.find(name);
    return value && value->size() <= longest && !parameters.is_doubled(name) ? value : std::nullopt;
}

/// State and response mode are read first, so that every later error already goes back the way the client wants it.
void read_return_way(http::Parameters const& parameters, oauth::AuthorizationRequest& request)
{
    request.state = find_sound(parameters, "state", longest("state"));
    auto const type_text = find_sound(parameters, "response_type", longest("response_type"));
    auto const type = oauth::parse_response_type(type_text.value_or("")).value_or(oauth::ResponseType{});
    auto const mode_text = find_sound(parameters, "response_mode", longest("response_mode"));
    auto const way = oauth::parse_response_way(mode_text.value_or(""), type)
                         .value_or(oauth::ResponseWay{oauth::default_mode(type), /*is_jwt=*/false});
    request.response_mode = way.mode;
    request.response_is_jwt = way.is_jwt;
}

} // namespace

oauth::Client identify_client(http::Parameters const& parameters, store::Database& database)
{
    auto const client_id = parameters.get("client_id");
    if (client_id.empty() || parameters.is_doubled("client_id"))
        throw PageError{400, "invalid_client", "client_id missing or doubled"};
    auto const row = database.read([&](store::Connection& db) { return store::clients::find(db, client_id); });
    if (!row)
        throw PageError{400, "invalid_client", "unknown client_id"};
    return oauth::from_row(*row);
}

std::optional<oauth::AuthorizationRequest> find_way_back(http::Parameters const& parameters,
                                                         oauth::Client const& client)
{
    if (parameters.is_doubled("redirect_uri"))
        return std::nullopt;
    auto const redirect = oauth::check_redirect_uri(client, parameters.get("redirect_uri"));
    if (!redirect)
        return std::nullopt;
    oauth::AuthorizationRequest request{.client = client, .redirect = *redirect};
    read_return_way(parameters, request);
    return request;
}

oauth::AuthorizationRequest identify(http::Parameters const& parameters, oauth::Client const& client)
{
    auto request = find_way_back(parameters, client);
    if (!request)
        throw PageError{400, "invalid_redirect_uri", "redirect_uri missing, doubled or not registered"};
    return std::move(*request);
}

} // namespace zugang::idp::authorize
