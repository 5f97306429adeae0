// Step-up (RFC 9470): a resource finds a sign-in too old or too weak, says what it wants, and the client asks for it.
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto step_up_name = "max@example.org";
constexpr auto step_up_password = "ein gutes Passwort";
constexpr auto password_level = "urn:zugang:acr:password";

/// What a resource server demands of a token before something of weight (RFC 9470 §3): the challenge's parameters, or
/// nothing where it is content.
Fields challenge_of_resource(Json const& token, Instant now)
{
    constexpr std::int64_t freshest = 60;
    if (token.string("acr") == password_level && to_seconds(now) - token.integer("auth_time").value() <= freshest)
        return {};
    return {{"acr_values", password_level}, {"max_age", std::to_string(freshest)}};
}

struct WithResource {
    Stand stand;
    Browser browser;

    WithResource() : browser(stand.browser())
    {
        stand.add_portal();
        stand.add_account(step_up_name, step_up_password);
    }
    Json token_of(Page const& page)
    {
        return TokenAnswer::claims(redeem_portal_code(browser, page.parameter("code")).access_token());
    }
    Page open(Fields const& changes) { return browser.get(authorize_address(portal_request(changes))); }
};

} // namespace

TEST_SUITE("step-up")
{
    TEST_CASE_FIXTURE(WithResource, "the challenge of a resource, put into a request, gives a token that contents it")
    {
        auto const first = token_of(sign_in(browser, portal_request(), step_up_name, step_up_password));
        CHECK(challenge_of_resource(first, stand.clock.now()).empty());
        stand.clock.advance(std::chrono::seconds{61});
        auto const challenge = challenge_of_resource(token_of(open({})), stand.clock.now());
        REQUIRE(challenge.size() == 2);
        auto const page = open(challenge);
        REQUIRE(page.name() == "login"); // the session alone is too old
        auto const done = browser.submit(page, {{"username", step_up_name}, {"password", step_up_password}}, "/login");
        auto const second = token_of(done);
        CHECK(challenge_of_resource(second, stand.clock.now()).empty());
        CHECK(second.integer("auth_time") == to_seconds(stand.clock.now()));
        CHECK(*second.integer("auth_time") == *first.integer("auth_time") + 61);
    }

    TEST_CASE_FIXTURE(WithResource,
                      "a level nobody reaches here: wished for it is answered honestly, demanded it is refused")
    {
        REQUIRE(!sign_in(browser, portal_request(), step_up_name, step_up_password).parameter("code").empty());
        CHECK(token_of(open({{"acr_values", "gold silver"}})).string("acr") == password_level);
        auto const demand = R"({"id_token":{"acr":{"essential":true,"values":["gold","silver"]}}})";
        for (auto const& prompt : {Fields{}, Fields{{"prompt", "none"}}, Fields{{"prompt", "login"}}})
            CHECK(open(changed({{"claims", demand}}, prompt)).parameter("error") ==
                  "unmet_authentication_requirements");
        auto const within = R"({"id_token":{"acr":{"essential":true,"values":["gold","urn:zugang:acr:password"]}}})";
        CHECK(token_of(open({{"claims", within}})).string("acr") == password_level);
    }
}

} // namespace zugang::tests
