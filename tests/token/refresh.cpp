// Refresh tokens (RFC 6749 §6, RFC 9700 §4.14): rotation, the grace for a lost answer, and what a replay ends.
#include "doctest.h"
#include "store/accounts.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto refresh_name = "max@example.org";
constexpr auto refresh_password = "ein gutes Passwort";

struct WithRefreshToken {
    Stand stand;
    Browser browser;
    std::string account;
    TokenAnswer first;

    WithRefreshToken() : browser(stand.browser())
    {
        stand.add_portal();
        stand.add_app();
        account = stand.add_account(refresh_name, refresh_password);
        auto const page = sign_in(browser, app_request(), refresh_name, refresh_password);
        first = redeem_app_code(browser, page.parameter("code"), "http://127.0.0.1:49152/callback");
        REQUIRE(first.refresh_token().starts_with("zgr_"));
    }
    TokenAnswer refresh(std::string const& token, Fields fields = {})
    {
        fields.emplace_back("grant_type", "refresh_token");
        fields.emplace_back("refresh_token", token);
        return app_token(browser, fields);
    }
};

} // namespace

TEST_SUITE("refresh_token")
{
    TEST_CASE_FIXTURE(WithRefreshToken, "each refresh gives a new token, and the ID token keeps sub, sid and auth_time")
    {
        stand.clock.advance(std::chrono::minutes{5});
        auto const second = refresh(first.refresh_token());
        REQUIRE(second.page.status == 200);
        CHECK(second.refresh_token() != first.refresh_token());
        auto const before = TokenAnswer::claims(first.text("id_token"));
        auto const after = TokenAnswer::claims(second.text("id_token"));
        for (auto const* const name : {"sub", "aud", "sid", "iss", "acr"})
            CHECK(after.string(name) == before.string(name));
        CHECK(after.integer("auth_time") == before.integer("auth_time"));
        CHECK(*after.integer("iat") == *before.integer("iat") + 300);
        CHECK_FALSE(after.has("nonce"));
        CHECK(ask_userinfo(browser, second.access_token()).status == 200);
    }

    TEST_CASE_FIXTURE(WithRefreshToken, "a lost answer asked for again within 10 seconds gets the same successor")
    {
        auto const second = refresh(first.refresh_token());
        stand.clock.advance(std::chrono::seconds{10});
        auto const again = refresh(first.refresh_token());
        CHECK(again.page.status == 200);
        CHECK(again.refresh_token() == second.refresh_token());
        CHECK(refresh(second.refresh_token()).page.status == 200);
    }

    TEST_CASE_FIXTURE(WithRefreshToken, "a replay after the grace ends the whole grant")
    {
        auto const second = refresh(first.refresh_token());
        stand.clock.advance(std::chrono::seconds{10} + std::chrono::milliseconds{1});
        CHECK(refresh(first.refresh_token()).error() == "invalid_grant");
        CHECK(refresh(second.refresh_token()).error() == "invalid_grant");
        CHECK(ask_userinfo(browser, second.access_token()).status == 401);
    }

    TEST_CASE_FIXTURE(WithRefreshToken, "another client's try is refused and revokes nothing")
    {
        auto const stolen =
            portal_token(browser, {{"grant_type", "refresh_token"}, {"refresh_token", first.refresh_token()}});
        CHECK(stolen.error() == "invalid_grant");
        CHECK(refresh(first.refresh_token()).page.status == 200);
    }

    TEST_CASE_FIXTURE(WithRefreshToken, "scope may be narrowed, and a wider one is refused without using the token up")
    {
        CHECK(refresh(first.refresh_token(), {{"scope", "openid email"}}).error() == "invalid_scope");
        auto const narrow = refresh(first.refresh_token(), {{"scope", "openid"}});
        CHECK(narrow.text("scope") == "openid");
        stand.clock.advance(std::chrono::minutes{1});
        CHECK(refresh(narrow.refresh_token()).text("scope") == "openid offline_access profile");
    }

    TEST_CASE_FIXTURE(WithRefreshToken, "a token idles out after 7 days, not a millisecond before")
    {
        stand.clock.advance(std::chrono::days{7} - std::chrono::milliseconds{1});
        auto const second = refresh(first.refresh_token());
        CHECK(second.page.status == 200);
        stand.clock.advance(std::chrono::days{7});
        CHECK(refresh(second.refresh_token()).error() == "invalid_grant");
    }

    TEST_CASE_FIXTURE(WithRefreshToken, "a grant ends after 30 days however often it is refreshed")
    {
        auto token = first.refresh_token();
        for (int day = 0; day < 29; ++day) {
            stand.clock.advance(std::chrono::days{1});
            token = refresh(token).refresh_token();
            REQUIRE_FALSE(token.empty());
        }
        stand.clock.advance(std::chrono::days{1});
        CHECK(refresh(token).error() == "invalid_grant");
    }

    TEST_CASE_FIXTURE(WithRefreshToken, "the app stays signed in when the browser signs out or its session ends")
    {
        browser.submit(browser.get("/logout"), {}, "/logout");
        stand.clock.advance(std::chrono::hours{13});
        CHECK(refresh(first.refresh_token()).page.status == 200);
    }

    TEST_CASE_FIXTURE(WithRefreshToken, "a disabled account refreshes nothing, and can again when enabled")
    {
        auto const set_disabled = [&](std::optional<Instant> at) {
            stand.database().write([&](store::Connection& tx) {
                REQUIRE(store::accounts::set_disabled(tx, account, at, stand.clock.now()));
            });
        };
        set_disabled(stand.clock.now());
        CHECK(refresh(first.refresh_token()).error() == "invalid_grant");
        set_disabled(std::nullopt);
        CHECK(refresh(first.refresh_token()).page.status == 200);
    }

    TEST_CASE_FIXTURE(WithRefreshToken, "missing, unknown and mangled tokens are refused")
    {
        CHECK(app_token(browser, {{"grant_type", "refresh_token"}}).error() == "invalid_request");
        CHECK(refresh("zgr_unknown").error() == "invalid_grant");
        CHECK(refresh(first.refresh_token() + "x").error() == "invalid_grant");
        CHECK(refresh(first.access_token()).error() == "invalid_grant");
    }
}

} // namespace zugang::tests
