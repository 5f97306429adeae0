#include "idp/authorize/checks.hpp"
#include "idp/call/page_error.hpp"
#include "store/clients.hpp"

namespace zugang::idp::authorize {
namespace {

/// response_mode and state are read first, so that every later error already goes back the way the client wants it.
void read_return_way(http::Parameters const& parameters, oauth::AuthorizationRequest& request)
{
    if (!parameters.is_doubled("state"))
        request.state = parameters.find("state");
    if (parameters.get("response_mode") == "form_post" && !parameters.is_doubled("response_mode"))
        request.response_mode = oauth::ResponseMode::form_post;
}

} // namespace

oauth::AuthorizationRequest identify(http::Parameters const& parameters, store::Database& database)
{
    auto const client_id = parameters.get("client_id");
    if (client_id.empty() || parameters.is_doubled("client_id"))
        throw PageError{400, "invalid_client", "client_id missing or doubled"};
    auto const row = database.read([&](store::Connection& db) { return store::clients::find(db, client_id); });
    if (!row)
        throw PageError{400, "invalid_client", "unknown client_id"};
    auto client = oauth::from_row(*row);
    if (parameters.is_doubled("redirect_uri"))
        throw PageError{400, "invalid_redirect_uri", "redirect_uri doubled"};
    auto const redirect = oauth::check_redirect_uri(client, parameters.get("redirect_uri"));
    if (!redirect)
        throw PageError{400, "invalid_redirect_uri", "redirect_uri missing or not registered"};
    oauth::AuthorizationRequest request{.client = std::move(client), .redirect = *redirect};
    read_return_way(parameters, request);
    return request;
}

} // namespace zugang::idp::authorize
