// Cross-origin requests: which addresses a page of another origin may ask, and that no cookie comes into it.
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto foreign_origin = "https://app.example";

Page preflight(Browser& browser, std::string const& path, std::string const& method)
{
    return browser.request("OPTIONS", path, "",
                           {{"Origin", foreign_origin},
                            {"Access-Control-Request-Method", method},
                            {"Access-Control-Request-Headers", "authorization,content-type,dpop"}});
}

} // namespace

TEST_SUITE("cors")
{
    TEST_CASE("pages of other origins may ask metadata, keys, tokens, userinfo and revocation")
    {
        Stand stand;
        auto browser = stand.browser();
        for (auto const& [method, path] : {std::pair{"GET", "/.well-known/openid-configuration"},
                                           {"GET", "/.well-known/oauth-authorization-server"},
                                           {"GET", "/.well-known/oauth-protected-resource"},
                                           {"GET", "/oauth2/jwks"},
                                           {"POST", "/oauth2/token"},
                                           {"GET", "/oauth2/userinfo"},
                                           {"POST", "/oauth2/userinfo"},
                                           {"POST", "/oauth2/revoke"},
                                           {"POST", "/oauth2/par"}}) {
            CAPTURE(path);
            auto const allowed = preflight(browser, path, method);
            CHECK(allowed.status == 204);
            CHECK(allowed.header("Access-Control-Allow-Origin") == "*");
            CHECK(allowed.header("Access-Control-Allow-Headers") == "Authorization, Content-Type, DPoP");
            CHECK(allowed.header("Access-Control-Allow-Methods").find(method) != std::string::npos);
            auto const answer = browser.request(method, path, "", {{"Origin", foreign_origin}});
            CHECK(answer.status != 204);
            CHECK(answer.header("Access-Control-Allow-Origin") == "*"); // also of an error: the page must read why
            CHECK(answer.header("Access-Control-Expose-Headers") == "DPoP-Nonce, WWW-Authenticate");
            CHECK(answer.header("Access-Control-Allow-Credentials").empty());
            CHECK(answer.header("Set-Cookie").empty());
            CHECK(answer.header("Cross-Origin-Resource-Policy") == "cross-origin");
        }
    }

    TEST_CASE("pages and what only servers ask stay closed to other origins")
    {
        Stand stand;
        auto browser = stand.browser();
        for (auto const* const path : {"/login", "/oauth2/authorize", "/oauth2/end_session", "/oauth2/introspect"}) {
            CAPTURE(path);
            CHECK(preflight(browser, path, "POST").status == 405);
            CHECK(preflight(browser, path, "POST").header("Access-Control-Allow-Origin").empty());
            auto const answer = browser.request("POST", path, "", {{"Origin", foreign_origin}});
            CHECK(answer.header("Access-Control-Allow-Origin").empty());
        }
    }

    TEST_CASE("protected resource metadata names this server as resource and as giver of its tokens")
    {
        Stand stand;
        auto browser = stand.browser();
        auto const none = browser.request("GET", "/oauth2/userinfo", "");
        auto const address = stand.address("/.well-known/oauth-protected-resource");
        CHECK(none.header("WWW-Authenticate") == "Bearer resource_metadata=\"" + address + "\"");
        auto const json = Json::parse(browser.get("/.well-known/oauth-protected-resource").body).value();
        CHECK(json.string("resource") == stand.config().issuer);
        CHECK(json.strings("authorization_servers") == std::vector{stand.config().issuer});
        CHECK(json.strings("bearer_methods_supported") == std::vector<std::string>{"header", "body"});
    }
}

} // namespace zugang::tests
