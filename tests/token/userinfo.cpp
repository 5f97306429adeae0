// Userinfo (OpenID Connect Core §5.3) with bearer tokens (RFC 6750).
#include "base/url.hpp"
#include "doctest.h"
#include "idp/oauth/claim_names.hpp"
#include "store/accounts.hpp"
#include "store/persons.hpp"
#include "tests/support/relying_party.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

constexpr auto info_name = "max@example.org";
constexpr auto info_password = "ein gutes Passwort";

struct WithAccessToken {
    Stand stand;
    Browser browser;
    std::string account;
    TokenAnswer tokens;

    WithAccessToken() : browser(stand.browser())
    {
        stand.add_portal();
        account = stand.add_account(info_name, info_password, "mustermann75");
        tokens = with_scope("openid email profile customer");
    }
    TokenAnswer with_scope(std::string const& scope)
    {
        auto page = browser.get(authorize_address(portal_request({{"scope", scope}})));
        if (page.name() == "login")
            page = browser.submit(page, {{"username", info_name}, {"password", info_password}}, "/login");
        return redeem_portal_code(browser, page.parameter("code"));
    }
};

/// Everything there is about a person, and a client that may ask for all of it.
struct WithFullRecord {
    Stand stand;
    Browser browser;

    WithFullRecord() : browser(stand.browser())
    {
        idp::oauth::Client client;
        client.id = "portal";
        client.name = "Portal";
        client.redirect_uris = {"https://portal.example/callback"};
        client.scope = {"openid", "profile", "email", "phone", "address", "customer"};
        client.trusted = true;
        stand.add_client(client);
        auto const account = stand.add_account(info_name, info_password, "mustermann75");
        store::Person const person{"001K00001",    "Max Mustermann",
                                   "Max",          "Mustermann",
                                   "1975-01-31",   "de",
                                   "Köln",         "Musterstraße 1\n50667 Köln",
                                   "+49221123456", stand.clock.now()};
        stand.database().write([&](store::Connection& db) {
            REQUIRE(store::persons::insert(db, person));
            db.execute("UPDATE accounts SET customer_number = '001K00001' WHERE id = :id", {{"id", account}});
        });
    }
    Json userinfo(Fields const& request)
    {
        auto page = browser.get(authorize_address(portal_request(request)));
        if (page.name() == "login")
            page = browser.submit(page, {{"username", info_name}, {"password", info_password}}, "/login");
        auto const tokens = redeem_portal_code(browser, page.parameter("code"));
        return Json::parse(ask_userinfo(browser, tokens.access_token()).body).value();
    }
    void change_record(std::string const& column, std::optional<std::string> const& value)
    {
        stand.database().write([&](store::Connection& db) {
            db.execute("UPDATE persons SET " + column + " = :value", {{"value", store::value_of(value)}});
        });
    }
};

std::string type_of(Json const& value)
{
    if (value.as_boolean())
        return "boolean";
    if (value.as_integer())
        return "number";
    return value.is_string() ? "string" : value.is_object() ? "object" : "other";
}

std::string expected_type(std::string_view claim)
{
    if (claim.ends_with("_verified") || claim == "activated")
        return "boolean";
    if (claim == "updated_at")
        return "number";
    return claim == "address" ? "object" : "string";
}

} // namespace

TEST_SUITE("userinfo")
{
    TEST_CASE_FIXTURE(WithAccessToken,
                      "GET with a header, POST with a header and POST with a body give the same claims")
    {
        auto const token = tokens.access_token();
        auto const by_get = ask_userinfo(browser, token);
        auto const by_post = browser.request("POST", "/oauth2/userinfo", "", {{"Authorization", "bearer " + token}});
        auto const by_body = browser.request("POST", "/oauth2/userinfo", encode_form({{"access_token", token}}),
                                             {{"Content-Type", "application/x-www-form-urlencoded"}});
        REQUIRE(by_get.status == 200);
        CHECK(by_post.body == by_get.body);
        CHECK(by_body.body == by_get.body);
        auto const claims = Json::parse(by_get.body).value();
        CHECK(claims.string("sub") == account);
        CHECK(claims.string("email") == info_name);
        CHECK(claims.boolean("email_verified") == true);
        CHECK(claims.string("preferred_username") == "mustermann75");
        CHECK(claims.boolean("activated") == false);
        CHECK(claims.integer("updated_at"));
        CHECK_FALSE(claims.has("customer_number"));
        CHECK_FALSE(claims.has("name"));
    }

    TEST_CASE_FIXTURE(WithAccessToken, "each scope word opens its claims and no other")
    {
        auto const claims = Json::parse(ask_userinfo(browser, with_scope("openid email").access_token()).body).value();
        CHECK(claims.has("email"));
        CHECK_FALSE(claims.has("preferred_username"));
        CHECK_FALSE(claims.has("activated"));
        CHECK(Json::parse(ask_userinfo(browser, with_scope("openid").access_token()).body)->members().size() == 1);
    }

    TEST_CASE_FIXTURE(WithFullRecord, "every scope word opens every claim of its own, with the type it has")
    {
        auto const claims = userinfo({{"scope", "openid profile email phone address customer"}});
        std::size_t about_person = 0;
        for (auto const& claim : idp::oauth::claim_names()) {
            if (claim.scope.empty())
                continue;
            ++about_person;
            CAPTURE(std::string{claim.name});
            auto const value = claims.find(claim.name);
            REQUIRE(value);
            CHECK(type_of(*value) == expected_type(claim.name));
            if (claim.scope == "openid")
                continue;
            auto const alone = userinfo({{"scope", "openid " + std::string{claim.scope}}});
            CHECK(alone.has(claim.name));
            for (auto const& other : idp::oauth::claim_names())
                CHECK(alone.has(other.name) == (other.scope == claim.scope || other.name == "sub"));
        }
        CHECK(claims.members().size() == about_person);
        CHECK(claims.string("phone_number") == "+49221123456");
        CHECK(claims.boolean("phone_number_verified") == false);
        CHECK(claims.find("address")->dump() == R"({"formatted":"Musterstraße 1\n50667 Köln"})");
    }

    TEST_CASE_FIXTURE(WithFullRecord, "an address or a telephone number that is empty or missing is left out")
    {
        for (auto const& nothing : {std::optional<std::string>{}, std::optional<std::string>{""}}) {
            change_record("address", nothing);
            change_record("phone_number", nothing);
            auto const claims = userinfo({{"scope", "openid phone address"}});
            CHECK(claims.members().size() == 1);
        }
    }

    TEST_CASE_FIXTURE(WithFullRecord, "address and telephone number are asked for by name, one without the other")
    {
        auto const address = userinfo({{"scope", "openid"}, {"claims", R"({"userinfo":{"address":null}})"}});
        CHECK(address.find("address").value().string("formatted") == "Musterstraße 1\n50667 Köln");
        CHECK(address.members().size() == 2);
        auto const phone =
            userinfo({{"scope", "openid"}, {"claims", R"({"userinfo":{"phone_number":{"essential":true}}})"}});
        CHECK(phone.string("phone_number") == "+49221123456");
        CHECK(phone.members().size() == 2);
    }

    TEST_CASE_FIXTURE(WithFullRecord, "discovery names every claim there is")
    {
        auto const listed = Json::parse(browser.get("/.well-known/openid-configuration").body)
                                .value()
                                .strings("claims_supported")
                                .value();
        for (auto const& claim : idp::oauth::claim_names())
            CHECK(std::ranges::count(listed, claim.name) == 1);
    }

    TEST_CASE_FIXTURE(WithAccessToken, "without openid there is no ID token, and userinfo needs the scope")
    {
        auto const plain = with_scope("email");
        CHECK(plain.text("id_token").empty());
        auto const page = ask_userinfo(browser, plain.access_token());
        CHECK(page.status == 403);
        CHECK(page.header("WWW-Authenticate").starts_with("Bearer error=\"insufficient_scope\""));
    }

    TEST_CASE_FIXTURE(WithAccessToken, "no token is challenged without an error code, a wrong one with invalid_token")
    {
        auto const none = browser.request("GET", "/oauth2/userinfo", "");
        CHECK(none.status == 401);
        CHECK(none.header("WWW-Authenticate").starts_with("Bearer resource_metadata=\""));
        CHECK(none.header("WWW-Authenticate").find("error") == std::string::npos);
        for (auto const& wrong : {std::string{"x"}, tokens.text("id_token"), tokens.access_token() + "A"}) {
            auto const page = ask_userinfo(browser, wrong);
            CHECK(page.status == 401);
            CHECK(page.header("WWW-Authenticate").starts_with("Bearer error=\"invalid_token\""));
        }
    }

    TEST_CASE_FIXTURE(WithAccessToken, "a token in the address, and two tokens at once, are refused")
    {
        auto const token = tokens.access_token();
        CHECK(browser.request("GET", "/oauth2/userinfo?access_token=" + token, "").status == 400);
        auto const twice = browser.request(
            "POST", "/oauth2/userinfo", encode_form({{"access_token", token}}),
            {{"Content-Type", "application/x-www-form-urlencoded"}, {"Authorization", "Bearer " + token}});
        CHECK(twice.status == 400);
    }

    TEST_CASE_FIXTURE(WithAccessToken, "a token ends after 5 minutes, at sign-out, and with the account")
    {
        auto const token = tokens.access_token();
        stand.clock.advance(std::chrono::seconds{299});
        CHECK(ask_userinfo(browser, token).status == 200);
        stand.clock.advance(std::chrono::seconds{1});
        CHECK(ask_userinfo(browser, token).status == 401);

        auto const second = with_scope("openid").access_token();
        browser.submit(browser.get("/logout"), {}, "/logout");
        CHECK(ask_userinfo(browser, second).status == 401);

        auto const third = with_scope("openid").access_token();
        CHECK(ask_userinfo(browser, third).status == 200);
        stand.database().write([&](store::Connection& tx) { CHECK(store::accounts::remove(tx, account)); });
        CHECK(ask_userinfo(browser, third).status == 401);
    }
}

} // namespace zugang::tests
