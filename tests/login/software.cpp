// A client's own logo and links, where people sign in and where they agree.
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

void add_kiosk(Stand& stand, bool with_software)
{
    idp::oauth::Client client;
    client.id = "kio&sk";
    client.name = "Kiosk";
    client.redirect_uris = {"https://portal.example/callback"};
    client.scope = {"openid", "email"};
    if (with_software) {
        client.logo_uri = "https://kiosk.example/logo.png";
        client.client_uri = "https://kiosk.example/?a=1&b=2";
        client.policy_uri = "https://kiosk.example/privacy";
        client.tos_uri = "https://kiosk.example/terms";
    }
    stand.add_client(client);
}

bool holds(Page const& page, std::string_view text)
{
    return page.body.find(text) != std::string::npos;
}

void check_shown(Page const& page)
{
    CHECK(holds(page, "src=\"/oauth2/client-logo?client_id=kio%26sk\""));
    CHECK(holds(page, "href=\"https://kiosk.example/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener noreferrer\""));
    CHECK(holds(page, "href=\"https://kiosk.example/privacy\" target=\"_blank\" rel=\"noopener noreferrer\""));
    CHECK(holds(page, "href=\"https://kiosk.example/terms\" target=\"_blank\" rel=\"noopener noreferrer\""));
    CHECK_FALSE(holds(page, "kiosk.example/logo.png")); // nothing is loaded from elsewhere
}

} // namespace

TEST_SUITE("login")
{
    TEST_CASE("the sign-in and the consent page show a client's logo, website, policy and terms")
    {
        Stand stand;
        add_kiosk(stand, /*with_software=*/true);
        stand.add_account("max@example.org", "ein gutes Passwort");
        stand.web.answer("https://kiosk.example/logo.png", "\x89PNG\r\n\x1a\nrest");
        auto browser = stand.browser();
        auto page =
            browser.get(authorize_address(portal_request({{"client_id", "kio&sk"}, {"scope", "openid email"}})));
        REQUIRE(page.name() == "login");
        check_shown(page);
        CHECK(browser.get("/oauth2/client-logo?client_id=kio%26sk").header("Content-Type") == "image/png");
        page = browser.submit(page, {{"username", "max@example.org"}, {"password", "ein gutes Passwort"}});
        REQUIRE(page.name() == "consent");
        check_shown(page);
    }

    TEST_CASE("a client that says nothing of itself has no empty place for it")
    {
        Stand stand;
        add_kiosk(stand, /*with_software=*/false);
        auto browser = stand.browser();
        auto const page =
            browser.get(authorize_address(portal_request({{"client_id", "kio&sk"}, {"scope", "openid email"}})));
        REQUIRE(page.name() == "login");
        CHECK_FALSE(holds(page, "class=\"software\""));
        CHECK_FALSE(holds(browser.get("/login"), "class=\"software\""));
    }
}

} // namespace zugang::tests
