// What the CIBA tests share: a call centre that asks for Max, and Max's telephone.
#pragma once
#include "base/base64url.hpp"
#include "base/url.hpp"
#include "doctest.h"
#include "keys/jwk.hpp"
#include "tests/support/ciba_simulator.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {

constexpr auto ciba_grant = "urn:openid:params:grant-type:ciba";
constexpr auto ciba_person = "max@example.org";
constexpr auto ciba_password = "ein gutes Passwort";

struct CibaFlow {
    Stand stand;
    CibaSimulator telephone{stand};
    std::string account;

    explicit CibaFlow(Engine engine = Engine::sqlite)
        : stand(engine, {.configure = [](idp::config::Config& config) { config.oidc.ciba = true; }})
    {
        stand.add_client(call_centre("call-centre"));
        account = stand.add_account(ciba_person, ciba_password, "mustermann");
    }

    static idp::oauth::Client call_centre(std::string id)
    {
        idp::oauth::Client client;
        client.id = std::move(id);
        client.name = "Servicetelefon";
        client.type = idp::oauth::ApplicationType::service;
        client.auth_method = idp::oauth::AuthMethod::client_secret_post;
        client.scope = {"openid", "profile", "offline_access"};
        client.grant_types = {ciba_grant, "refresh_token"};
        client.response_types = {};
        return client;
    }

    TokenAnswer post(std::string const& path, Fields const& fields)
    {
        auto browser = stand.browser();
        return {browser.request("POST", path, encode_form(fields),
                                {{"Content-Type", "application/x-www-form-urlencoded"}})};
    }
    static Fields credentials(std::string const& client_id)
    {
        return {{"client_id", client_id}, {"client_secret", std::string{Stand::client_secret}}};
    }
    TokenAnswer ask(Fields const& changes = {}, std::string const& client_id = "call-centre")
    {
        auto fields = credentials(client_id);
        fields.insert(fields.end(),
                      {{"scope", "openid profile"}, {"login_hint", ciba_person}, {"binding_message", "Vorgang 4711"}});
        return post("/oauth2/bc-authorize", changed(fields, changes));
    }
    TokenAnswer poll(TokenAnswer const& asked, std::string const& client_id = "call-centre")
    {
        auto fields = credentials(client_id);
        fields.insert(fields.end(), {{"grant_type", ciba_grant}, {"auth_req_id", asked.text("auth_req_id")}});
        return post("/oauth2/token", fields);
    }
};

} // namespace zugang::tests
