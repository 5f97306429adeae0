// A client that signs its authorization requests and pushes them, with a server around it.
#pragma once
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/url.hpp"
#include "doctest.h"
#include "keys/jwe.hpp"
#include "keys/jws.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {

constexpr auto signer_callback = "https://signer.example/callback";

/// Members of a JSON object, each value being JSON.
using Members = std::vector<std::pair<std::string, std::string>>;

inline std::string json_of(Members const& members)
{
    JsonObject json;
    for (auto const& [name, value] : members)
        json.add_raw(name, value);
    return json.str();
}

/// The outcome of an answer of the authorization endpoint: "page", "login", the error at the client, or "code".
inline std::string outcome_at_signer(Page const& page)
{
    auto location = page.header("Location");
    if (page.status == 400 && page.name() == "error")
        return "page";
    if (location.starts_with("/login?flow=") || location.starts_with("/oauth2/authorize/begin?flow="))
        return "login";
    if (!location.starts_with(signer_callback))
        return std::to_string(page.status) + " " + location;
    Page at_client;
    at_client.address = location;
    return at_client.parameter("code").empty() ? at_client.parameter("error") : "code";
}

struct SigningClient {
    Stand stand;
    keys::PrivateKey key = keys::PrivateKey::generate(keys::Algorithm::es256);
    idp::oauth::Client client;

    explicit SigningClient(std::function<void(idp::oauth::Client&)> const& change = {}, Engine engine = Engine::sqlite)
        : stand{engine, {.configure = [](idp::config::Config& config) { config.oidc.request_uri = true; }}}
    {
        client.id = "signer";
        client.redirect_uris = {signer_callback};
        client.scope = {"openid", "email"};
        client.trusted = true;
        client.jwks = "{\"keys\":[" + key.public_key().to_jwk() + "]}";
        client.request_uris = {"https://signer.example/request.jwt", "https://signer.example/request.jwt#2"};
        if (change)
            change(client);
        stand.add_client(client);
    }

    /// The claims of a good request object; changes replace, an empty value removes, a new name is added.
    [[nodiscard]] Members claims(Members const& changes = {}) const
    {
        return changed({{"iss", json_quote("signer")},
                        {"aud", json_quote(stand.config().issuer)},
                        {"client_id", json_quote("signer")},
                        {"redirect_uri", json_quote(signer_callback)},
                        {"response_type", json_quote("code")},
                        {"scope", json_quote("openid")},
                        {"state", json_quote("inner")},
                        {"code_challenge", json_quote(code_challenge)},
                        {"code_challenge_method", json_quote("S256")}},
                       changes);
    }
    [[nodiscard]] std::int64_t seconds(std::int64_t from_now = 0) const
    {
        auto const now = stand.clock.now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::seconds>(now).count() + from_now;
    }
    [[nodiscard]] std::string object(Members const& changes = {}, std::string_view typ = "oauth-authz-req+jwt") const
    {
        return keys::sign_jws(key, typ, json_of(claims(changes)));
    }

    [[nodiscard]] Page visit(Fields const& fields) const
    {
        auto browser = stand.browser();
        return browser.request("GET", authorize_address(fields), "");
    }
    /// A visit with this object and nothing but client_id beside it.
    [[nodiscard]] Page visit_object(std::string const& text) const
    {
        return visit({{"client_id", "signer"}, {"request", text}});
    }

    [[nodiscard]] Page push(Fields const& fields, std::vector<http::Header> headers = {}) const
    {
        headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
        headers.push_back(
            {"Authorization", "Basic " + base64_encode(bytes_of("signer:" + std::string{Stand::client_secret}))});
        auto browser = stand.browser();
        return browser.request("POST", "/oauth2/par", encode_form(fields), headers);
    }
    [[nodiscard]] Fields plain(Fields const& changes = {}) const
    {
        return changed(
            portal_request({{"client_id", "signer"}, {"redirect_uri", signer_callback}, {"scope", "openid"}}), changes);
    }
    [[nodiscard]] std::string pushed(Fields const& fields) const
    {
        auto const answer = push(fields);
        REQUIRE(answer.status == 201);
        return Json::parse(answer.body).value().string("request_uri").value();
    }
};

} // namespace zugang::tests
