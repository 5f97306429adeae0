#include "idp/endpoints/logout_request.hpp"
#include "base/url.hpp"
#include "idp/mint/id_token_hint.hpp"
#include "store/clients.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::endpoints {
namespace {

constexpr std::array<std::string_view, 4> logout_parameters{"id_token_hint", "client_id", "post_logout_redirect_uri",
                                                            "state"};

std::string return_address(oauth::Client const& client, http::Parameters const& parameters)
{
    auto const wanted = parameters.get("post_logout_redirect_uri");
    if (std::ranges::find(client.post_logout_redirect_uris, wanted) == client.post_logout_redirect_uris.end())
        return "";
    auto const state = parameters.find("state");
    return state ? append_query(wanted, {{"state", *state}}) : wanted;
}

} // namespace

LogoutRequest check_logout_request(http::Parameters const& parameters, Services& on)
{
    LogoutRequest request;
    auto const doubled =
        std::ranges::any_of(logout_parameters, [&](std::string_view name) { return parameters.is_doubled(name); });
    auto const hint = doubled ? std::nullopt : mint::verify_id_token_hint(parameters.get("id_token_hint"), on);
    if (!hint)
        return request;
    if (parameters.has("client_id") && parameters.get("client_id") != hint->client_id)
        return request; // a hint of another client proves nothing for this one
    auto const row = on.database.read([&](store::Connection& db) { return store::clients::find(db, hint->client_id); });
    if (!row)
        return request;
    request.client = oauth::from_row(*row);
    request.subject = hint->subject;
    request.session = hint->session;
    request.return_address = return_address(*request.client, parameters);
    return request;
}

std::string encode_logout_request(http::Parameters const& parameters)
{
    std::vector<std::pair<std::string, std::string>> kept;
    for (auto const name : logout_parameters) {
        if (auto const value = parameters.find(name))
            kept.emplace_back(name, *value);
    }
    return encode_form(kept);
}

} // namespace zugang::idp::endpoints
