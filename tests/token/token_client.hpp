// What the tests of grants share: clients that authenticate with client_secret_post, and the token endpoint with any
// header.
#pragma once
#include "base/url.hpp"
#include "doctest.h"
#include "tests/support/dpop_key.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {

constexpr auto token_person = "max@example.org";
constexpr auto token_password = "ein gutes Passwort";

inline idp::oauth::Client posting_client(std::string id, std::vector<std::string> grant_types)
{
    idp::oauth::Client client;
    client.id = std::move(id);
    client.name = client.id;
    client.auth_method = idp::oauth::AuthMethod::client_secret_post;
    client.redirect_uris = {"https://portal.example/callback"};
    client.scope = {"openid", "profile", "email", "offline_access"};
    client.grant_types = std::move(grant_types);
    client.trusted = true;
    return client;
}

/// POST /oauth2/token as the client, with its secret where it has one.
inline TokenAnswer ask_token(Stand& stand, std::string const& client_id, Fields fields,
                             std::vector<http::Header> headers = {}, bool with_secret = true)
{
    fields.emplace_back("client_id", client_id);
    if (with_secret)
        fields.emplace_back("client_secret", std::string{Stand::client_secret});
    headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    auto browser = stand.browser();
    return {browser.request("POST", "/oauth2/token", encode_form(fields), headers)};
}

/// Signs in for the client and redeems the code.
inline TokenAnswer sign_in_and_redeem(Stand& stand, std::string const& client_id, Fields const& request = {},
                                      std::vector<http::Header> headers = {}, bool with_secret = true)
{
    auto browser = stand.browser();
    auto const page =
        sign_in(browser, portal_request(changed({{"client_id", client_id}}, request)), token_person, token_password);
    return ask_token(stand, client_id,
                     {{"grant_type", "authorization_code"},
                      {"code", page.parameter("code")},
                      {"redirect_uri", "https://portal.example/callback"},
                      {"code_verifier", std::string{code_verifier}}},
                     std::move(headers), with_secret);
}

} // namespace zugang::tests
