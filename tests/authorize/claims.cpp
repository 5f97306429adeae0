// The claims parameter (OpenID Connect Core §5.5): what a client gets by it, and how much of it there may be.
#include "doctest.h"
#include "store/persons.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto claims_person = "max@example.org";
constexpr auto claims_password = "ein gutes Passwort";

struct AskingClient {
    Stand stand;
    Browser browser;

    AskingClient()
        : stand(Engine::sqlite,
                {.configure = [](auto& config) { config.oidc.authorization_details_types = {"payment"}; }}),
          browser(stand.browser())
    {
        stand.add_account(claims_person, claims_password);
        stand.database().write([&](store::Connection& tx) {
            store::Person person{};
            person.customer_number = "001K00001";
            REQUIRE(store::persons::insert(tx, person));
            tx.execute("UPDATE accounts SET customer_number = '001K00001'");
        });
    }
    void add_portal_with(std::vector<std::string> const& scope)
    {
        idp::oauth::Client client;
        client.id = "portal";
        client.redirect_uris = {"https://portal.example/callback"};
        client.scope = scope;
        client.authorization_details_types = {"payment"};
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

/// 400 members, and wishes that grow when they are kept: what is no string becomes one, its quotes escaped.
std::string most_claims()
{
    std::string values = R"([[["\"\"\"")";
    for (int i = 0; i < 378; ++i)
        values += ",0";
    std::string text = R"({"userinfo":{"name":{"value":)" + values + "]]]}";
    for (auto const* const name : {"given_name", "family_name", "birthdate", "preferred_username", "locale",
                                   "updated_at", "email", "email_verified"})
        text += ",\"" + std::string{name} + R"(":{"value":1})";
    return text + "}}";
}

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

    TEST_CASE_FIXTURE(AskingClient, "the most that may be asked for by claims and authorization_details is read back")
    {
        add_portal_with({"openid", "profile", "email"});
        std::string numbers = "[0";
        for (int i = 1; i < 192; ++i)
            numbers += ",0";
        auto const details = R"([{"type":"payment","deep":[[[[[]]]]],"x":)" + numbers + "]}]";
        auto const page = sign_in(
            browser,
            portal_request({{"scope", "openid"}, {"claims", most_claims()}, {"authorization_details", details}}),
            claims_person, claims_password);
        auto const answer = redeem_portal_code(browser, page.parameter("code"));
        REQUIRE(answer.page.status == 200);
        CHECK(Json::parse(answer.page.body)->find("authorization_details")->dump() == details);
        auto const userinfo = Json::parse(ask_userinfo(browser, answer.access_token()).body).value();
        CHECK(userinfo.string("email") == claims_person);
    }
}

} // namespace zugang::tests
