// Client authentication (RFC 6749 §2.3): by the registered method alone, the same answer for every failure.
#include "base/base64url.hpp"
#include "base/url.hpp"
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto form_type = "application/x-www-form-urlencoded";

Page ask(Browser& browser, std::string const& body, std::string const& authorization = "")
{
    std::vector<http::Header> headers{{"Content-Type", form_type}};
    if (!authorization.empty())
        headers.push_back({"Authorization", authorization});
    return browser.request("POST", "/oauth2/token", body, headers);
}

std::string basic(std::string const& id, std::string const& secret)
{
    return "Basic " + base64_encode(bytes_of(percent_encode(id) + ":" + percent_encode(secret)));
}

std::string error_of(Page const& page)
{
    return TokenAnswer{page}.error();
}

} // namespace

TEST_SUITE("client authentication")
{
    TEST_CASE("an unknown client and a wrong secret get the same 401 with the same words")
    {
        Stand stand;
        stand.add_portal();
        auto browser = stand.browser();
        auto const body = "grant_type=authorization_code&code=x&redirect_uri=y";
        auto const wrong = ask(browser, body, basic("portal", "wrong"));
        auto const unknown = ask(browser, body, basic("nobody", "wrong"));
        CHECK(wrong.status == 401);
        CHECK(wrong.header("WWW-Authenticate") == "Basic realm=\"token\"");
        CHECK(unknown.status == 401);
        CHECK(unknown.body == wrong.body);
        CHECK(error_of(wrong) == "invalid_client");
    }

    TEST_CASE("the right secret goes on to the grant; the scheme's case does not matter")
    {
        Stand stand;
        stand.add_portal();
        auto browser = stand.browser();
        auto const body = "grant_type=authorization_code&code=x&redirect_uri=y";
        auto const header = basic("portal", std::string{Stand::client_secret});
        CHECK(error_of(ask(browser, body, header)) == "invalid_grant");
        CHECK(error_of(ask(browser, body, "bAsIc" + header.substr(5))) == "invalid_grant");
    }

    TEST_CASE("a client uses the one method it is registered for")
    {
        Stand stand;
        stand.add_portal();
        stand.add_app();
        idp::oauth::Client poster;
        poster.id = "poster";
        poster.auth_method = idp::oauth::AuthMethod::client_secret_post;
        poster.redirect_uris = {"https://poster.example/cb"};
        stand.add_client(poster);
        auto browser = stand.browser();
        std::string const secret{Stand::client_secret};
        std::string const grant = "grant_type=authorization_code&code=x&redirect_uri=y&";
        CHECK(error_of(ask(browser, grant + "client_id=poster&client_secret=" + secret)) == "invalid_grant");
        CHECK(error_of(ask(browser, grant, basic("poster", secret))) == "invalid_client");
        CHECK(error_of(ask(browser, grant + "client_id=portal&client_secret=" + secret)) == "invalid_client");
        CHECK(error_of(ask(browser, grant + "client_id=portal")) == "invalid_client");
        CHECK(error_of(ask(browser, grant + "client_id=app")) == "invalid_grant");
        CHECK(error_of(ask(browser, grant + "client_id=app&client_secret=")) == "invalid_grant"); // no value: left out
        CHECK(error_of(ask(browser, grant + "client_id=app&client_secret=x")) == "invalid_client");
        CHECK(error_of(ask(browser, grant)) == "invalid_client");
    }

    TEST_CASE("two ways at once, a differing client_id and malformed headers are refused")
    {
        Stand stand;
        stand.add_portal();
        auto browser = stand.browser();
        std::string const secret{Stand::client_secret};
        std::string const grant = "grant_type=authorization_code&code=x&redirect_uri=y&";
        CHECK(error_of(ask(browser, grant + "client_secret=" + secret, basic("portal", secret))) == "invalid_request");
        CHECK(error_of(ask(browser, grant + "client_id=other", basic("portal", secret))) == "invalid_request");
        for (auto const* const header :
             {"Basic", "Basic ", "Basic !!!", "Basic cG9ydGFs", "Bearer abc", "Basic JTp4"}) {
            CAPTURE(header);
            CHECK(error_of(ask(browser, grant, header)) == "invalid_client");
        }
    }
}

} // namespace zugang::tests
