// Revocation (RFC 7009): a client gives back its own tokens.
#include "base/base64url.hpp"
#include "base/url.hpp"
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto giving_name = "max@example.org";
constexpr auto giving_password = "ein gutes Passwort";

struct WithTwoClients {
    Stand stand;
    Browser browser;
    TokenAnswer app;

    WithTwoClients() : browser(stand.browser())
    {
        stand.add_portal();
        stand.add_app();
        stand.add_account(giving_name, giving_password);
        auto const page = sign_in(browser, app_request(), giving_name, giving_password);
        app = redeem_app_code(browser, page.parameter("code"), "http://127.0.0.1:49152/callback");
    }
    Page post(Fields const& fields, std::vector<http::Header> headers = {})
    {
        headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
        return browser.request("POST", "/oauth2/revoke", encode_form(fields), headers);
    }
    Page as_app(std::string const& token, std::string const& hint = "")
    {
        return post(changed({{"client_id", "app"}, {"token", token}}, {{"token_type_hint", hint}}));
    }
    TokenAnswer refresh()
    {
        return app_token(browser, {{"grant_type", "refresh_token"}, {"refresh_token", app.refresh_token()}});
    }
};

} // namespace

TEST_SUITE("revocation")
{
    TEST_CASE_FIXTURE(WithTwoClients, "a refresh token takes everything of its grant along, whatever the hint says")
    {
        auto const page = as_app(app.refresh_token(), "access_token");
        CHECK(page.status == 200);
        CHECK(page.body.empty());
        CHECK(page.header("Cache-Control") == "no-store");
        CHECK(refresh().error() == "invalid_grant");
        CHECK(ask_userinfo(browser, app.access_token()).status == 401);
        CHECK(as_app(app.refresh_token()).status == 200);
    }

    TEST_CASE_FIXTURE(WithTwoClients, "an access token ends alone, and its grant goes on")
    {
        CHECK(as_app(app.access_token(), "refresh_token").status == 200);
        CHECK(ask_userinfo(browser, app.access_token()).status == 401);
        auto const next = refresh();
        CHECK(ask_userinfo(browser, next.access_token()).status == 200);
        CHECK(as_app(app.access_token()).status == 200);
    }

    TEST_CASE_FIXTURE(WithTwoClients, "another client's tokens are refused and stay good")
    {
        for (auto const& token : {app.refresh_token(), app.access_token()}) {
            auto const basic = base64_encode(bytes_of("portal:" + std::string{Stand::client_secret}));
            auto const page = post({{"token", token}}, {{"Authorization", "Basic " + basic}});
            CHECK(page.status == 400);
            CHECK(Json::parse(page.body)->string("error") == "invalid_grant");
        }
        CHECK(ask_userinfo(browser, app.access_token()).status == 200);
        CHECK(refresh().page.status == 200);
    }

    TEST_CASE_FIXTURE(WithTwoClients, "an unknown, mangled or ended token is answered like a good one")
    {
        for (auto const& token :
             {std::string{"x"}, std::string{"zgr_x"}, app.access_token() + "A", app.text("id_token")})
            CHECK(as_app(token).status == 200);
        CHECK(ask_userinfo(browser, app.access_token()).status == 200);
        stand.clock.advance(std::chrono::minutes{5});
        CHECK(as_app(app.access_token()).status == 200);
    }

    TEST_CASE_FIXTURE(WithTwoClients, "the client must say who it is, and name one token")
    {
        CHECK(post({{"token", app.refresh_token()}}).status == 401);
        CHECK(post({{"token", app.refresh_token()}, {"client_id", "portal"}}).status == 401);
        CHECK(post({{"client_id", "app"}}).status == 400);
        CHECK(post({{"client_id", "app"}, {"token", "a"}, {"token", "b"}}).status == 400);
        CHECK(browser.request("GET", "/oauth2/revoke", "").status == 405);
        CHECK(refresh().page.status == 200);
    }
}

} // namespace zugang::tests
