// The claims parameter (OpenID Connect Core §5.5): what a client gets by it, and how much of it there may be.
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto claims_person = "max@example.org";
constexpr auto claims_password = "ein gutes Passwort";

struct AskingClient {
    Stand stand;
    Browser browser;

    AskingClient() : browser(stand.browser())
    {
        stand.add_account(claims_person, claims_password);
        stand.database().write(
            [&](store::Connection& tx) { tx.execute("UPDATE accounts SET customer_number = '001K00001'"); });
    }
    void add_portal_with(std::vector<std::string> const& scope)
    {
        idp::oauth::Client client;
        client.id = "portal";
        client.redirect_uris = {"https://portal.example/callback"};
        client.scope = scope;
        client.trusted = true;
        stand.add_client(client);
    }
    Page ask(std::string const& claims)
    {
        return sign_in(browser, portal_request({{"scope", "openid"}, {"claims", claims}}), claims_person,
                       claims_password);
    }
};

constexpr auto number_everywhere = R"({"userinfo":{"customer_number":{"essential":true},"sub":null},)"
                                   R"("id_token":{"customer_number":null,"auth_time":{"essential":true}}})";

} // namespace

TEST_SUITE("claims")
{
    TEST_CASE_FIXTURE(AskingClient, "a client registered for openid alone gets no customer number by the claims either")
    {
        add_portal_with({"openid"});
        auto const answer = redeem_portal_code(browser, ask(number_everywhere).parameter("code"));
        REQUIRE(answer.page.status == 200);
        auto const id_token = TokenAnswer::claims(answer.text("id_token"));
        CHECK_FALSE(id_token.has("customer_number"));
        CHECK(id_token.has("auth_time")); // a word opens nothing of this, so none is needed
        auto const userinfo = Json::parse(ask_userinfo(browser, answer.access_token()).body).value();
        CHECK_FALSE(userinfo.has("customer_number"));
        CHECK(userinfo.has("sub"));
    }

    TEST_CASE_FIXTURE(AskingClient, "a client registered for the scope word gets the claim without asking for the word")
    {
        add_portal_with({"openid", "customer"});
        auto const answer = redeem_portal_code(browser, ask(number_everywhere).parameter("code"));
        REQUIRE(answer.page.status == 200);
        CHECK(answer.text("scope") == "openid");
        CHECK(TokenAnswer::claims(answer.text("id_token")).string("customer_number") == "001K00001");
        auto const userinfo = Json::parse(ask_userinfo(browser, answer.access_token()).body).value();
        CHECK(userinfo.string("customer_number") == "001K00001");
        CHECK_FALSE(userinfo.has("activated"));
    }
}

} // namespace zugang::tests
