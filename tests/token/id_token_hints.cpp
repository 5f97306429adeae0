// id_token_hint (OIDC Core §3.1.2.1, RP-Initiated Logout §2): which tokens count as one that comes back.
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

struct WithSession {
    Stand stand;
    Browser browser;
    TokenAnswer tokens;

    WithSession() : browser(stand.browser())
    {
        stand.add_portal();
        stand.add_account("max@example.org", "ein gutes Passwort");
        auto const page = sign_in(browser, portal_request(), "max@example.org", "ein gutes Passwort");
        tokens = redeem_portal_code(browser, page.parameter("code"));
    }
    /// Whether the hint proves the client: then its own address may follow.
    bool leads_back(std::string const& hint)
    {
        auto const page = browser.get("/oauth2/end_session?id_token_hint=" + hint +
                                      "&post_logout_redirect_uri=https://portal.example/");
        return page.address == "https://portal.example/";
    }
};

} // namespace

TEST_SUITE("id_token_hints")
{
    TEST_CASE_FIXTURE(WithSession, "an ID token of ours counts, also hours after its end")
    {
        stand.clock.advance(std::chrono::hours{3});
        CHECK(leads_back(tokens.text("id_token")));
    }

    TEST_CASE_FIXTURE(WithSession,
                      "an access token, an altered token, one without signature and no token at all do not")
    {
        auto const id_token = tokens.text("id_token");
        auto const payload = id_token.substr(id_token.find('.') + 1, id_token.rfind('.') - id_token.find('.') - 1);
        for (auto const& hint : {tokens.access_token(), id_token + "A", id_token.substr(0, id_token.rfind('.') + 1),
                                 "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + payload + ".", std::string{"x"}}) {
            CAPTURE(hint);
            CHECK_FALSE(leads_back(hint));
        }
        CHECK(leads_back(id_token));
    }

    TEST_CASE_FIXTURE(WithSession, "a refreshed ID token is the same person's, in the same session")
    {
        auto page = browser.get(authorize_address(portal_request({{"scope", "openid offline_access"}})));
        auto const first = redeem_portal_code(browser, page.parameter("code"));
        auto const second =
            portal_token(browser, {{"grant_type", "refresh_token"}, {"refresh_token", first.refresh_token()}});
        REQUIRE(second.page.status == 200);
        CHECK(leads_back(second.text("id_token")));
    }
}

} // namespace zugang::tests
