// How long a refresh token lives, per client (zugang_refresh_token; OpenID Connect Core §11).
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto bound_name = "max@example.org";
constexpr auto bound_password = "ein gutes Passwort";
constexpr auto bound_redirect = "http://127.0.0.1/callback";

struct Outcome {
    bool gets_one = false;
    bool survives_sign_out = false;
};

/// What a client of this binding gets for the scope, and what becomes of it when the person signs out.
Outcome outcome_of(idp::oauth::RefreshBinding binding, std::string const& scope)
{
    Stand stand;
    stand.add_account(bound_name, bound_password);
    idp::oauth::Client client;
    client.id = "app";
    client.type = idp::oauth::ApplicationType::native;
    client.auth_method = idp::oauth::AuthMethod::none;
    client.redirect_uris = {bound_redirect};
    client.scope = {"openid", "offline_access"};
    client.trusted = true;
    client.refresh_binding = binding;
    stand.add_client(client);
    auto browser = stand.browser();
    auto const request = app_request({{"redirect_uri", bound_redirect}, {"scope", scope}});
    auto const page = sign_in(browser, request, bound_name, bound_password);
    auto const first = redeem_app_code(browser, page.parameter("code"), bound_redirect);
    REQUIRE(first.page.status == 200);
    if (first.refresh_token().empty())
        return {};
    auto const refreshed =
        app_token(browser, {{"grant_type", "refresh_token"}, {"refresh_token", first.refresh_token()}});
    REQUIRE(refreshed.page.status == 200);
    REQUIRE(browser.submit(browser.get("/logout"), {}, "/logout").name() == "logged-out");
    auto const later =
        app_token(browser, {{"grant_type", "refresh_token"}, {"refresh_token", refreshed.refresh_token()}});
    return {.gets_one = true, .survives_sign_out = later.page.status == 200};
}

} // namespace

TEST_SUITE("refresh binding")
{
    TEST_CASE("a refresh token is given, and outlives the session, as the client's binding says")
    {
        using Binding = idp::oauth::RefreshBinding;
        struct Case {
            Binding binding;
            std::string scope;
            bool gets_one;
            bool survives;
        };
        for (auto const& [binding, scope, gets_one, survives] : std::vector<Case>{
                 {Binding::offline_access, "openid", false, false},
                 {Binding::offline_access, "openid offline_access", true, true},
                 {Binding::session, "openid", true, false},
                 {Binding::session, "openid offline_access", true, false},
                 {Binding::alone, "openid", true, true},
                 {Binding::alone, "openid offline_access", true, true},
             }) {
            CAPTURE(to_name(binding));
            CAPTURE(scope);
            auto const outcome = outcome_of(binding, scope);
            CHECK(outcome.gets_one == gets_one);
            CHECK(outcome.survives_sign_out == survives);
        }
    }
}

} // namespace zugang::tests
