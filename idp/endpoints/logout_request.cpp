#include "idp/endpoints/logout_request.hpp"
#include "base/json.hpp"
#include "base/url.hpp"
#include "keys/jws.hpp"
#include "store/clients.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::endpoints {
namespace {

constexpr std::array<std::string_view, 4> logout_parameters{"id_token_hint", "client_id", "post_logout_redirect_uri",
                                                            "state"};

/// The claims of an ID token that we signed, expired or not.
std::optional<Json> verified_hint(std::string const& hint, Services& on)
{
    auto const jws = keys::parse_jws(hint);
    if (!jws || jws->typ != "JWT")
        return std::nullopt;
    auto const keys = on.keyring.snapshot();
    auto const* const key = keys->find_public(jws->kid);
    auto const payload = key == nullptr ? Result<std::string>{failure("unknown kid")} : verify_jws(*jws, *key);
    auto const claims = payload ? Json::parse(*payload) : Result<Json>{failure("not verified")};
    if (!claims || claims->string("iss") != on.config.issuer)
        return std::nullopt;
    return *claims;
}

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
    auto const hint = doubled ? std::nullopt : verified_hint(parameters.get("id_token_hint"), on);
    if (!hint)
        return request;
    auto const client_id = hint->string("aud").value_or("");
    if (parameters.has("client_id") && parameters.get("client_id") != client_id)
        return request; // a hint of another client proves nothing for this one
    auto const row = on.database.read([&](store::Connection& db) { return store::clients::find(db, client_id); });
    if (!row)
        return request;
    request.client = oauth::from_row(*row);
    request.account = hint->string("sub").value_or("");
    request.session = hint->string("sid").value_or("");
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
